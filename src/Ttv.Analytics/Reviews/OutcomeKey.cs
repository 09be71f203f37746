using System.Runtime.CompilerServices;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// An account's time and status in one number, the time in units above two bits of status: sorted, ticks stand in order and
/// at a tick the events stand before the censorings.
/// </summary>
internal static class OutcomeKey
{
    public const int Own = 0;
    public const int Churned = 1;
    public const int Open = 2;

    /// <summary>Cancelled first and reached value later: counted apart, a cancellation as a key.</summary>
    public const int WinBack = 3;

    public const int StatusBits = 2;
    public const int StatusMask = 3;

    /// <summary>A key as <typeparamref name="TKey"/>, which is <see cref="uint"/> or <see cref="ulong"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey Narrow<TKey>(ulong key) where TKey : unmanaged =>
        typeof(TKey) == typeof(uint) ? Unsafe.BitCast<uint, TKey>((uint)key) : Unsafe.BitCast<ulong, TKey>(key);

    /// <summary>A key as the widest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Widen<TKey>(TKey key) where TKey : unmanaged =>
        typeof(TKey) == typeof(uint) ? Unsafe.BitCast<TKey, uint>(key) : Unsafe.BitCast<TKey, ulong>(key);
}
