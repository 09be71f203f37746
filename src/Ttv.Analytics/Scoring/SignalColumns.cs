using System.Buffers;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>
/// Owns the signals of many accounts as columns of whole billionths, laid out for scoring. New columns are unknown everywhere.
/// </summary>
/// <remarks>
/// Takes 4 bytes a signal and account, and 2 bytes an account for recorded band and high value: 18 bytes with the four built-in
/// signals. The memory is pooled, in powers of two: dispose of the columns once nothing reads their spans any more. Rows may be written by several
/// threads as long as no two write the same row; not otherwise thread-safe.
/// </remarks>
public sealed partial class SignalColumns : IDisposable
{
    /// <summary>No band is recorded: 255.</summary>
    public const byte NoBand = byte.MaxValue;

    private readonly int _stride;
    private readonly int _byteStride;
    private int[]? _signals;
    private byte[]? _standing;

    /// <summary>Creates columns for the signals that a policy weighs.</summary>
    /// <param name="count">The number of accounts, 0 or more.</param>
    /// <param name="policy">The policy whose custom signals get a column each; null takes <see cref="RiskPolicy.Default"/>, which has none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public SignalColumns(int count, RiskPolicy? policy = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        Keys = (policy ?? RiskPolicy.Default).Weights.Select(w => w.Key).ToValueList();
        _stride = Staggered.Stride(count, sizeof(int));
        _byteStride = Staggered.Stride(count, sizeof(byte));
        _signals = ArrayPool<int>.Shared.Rent(checked(_stride * Keys.Count));
        _standing = ArrayPool<byte>.Shared.Rent(checked(_byteStride * 2));
        Clear();
    }

    /// <summary>The number of accounts.</summary>
    public int Count { get; }

    /// <summary>The signals' keys in declaration order: the four, then the custom ones.</summary>
    public ValueList<string> Keys { get; }

    /// <summary>Progress latency in billionths, to be read and written; negative: unknown.</summary>
    public Span<int> ProgressLatency => Column(0);

    /// <summary>Engagement decay in billionths, to be read and written; negative: unknown.</summary>
    public Span<int> EngagementDecay => Column(1);

    /// <summary>Complexity mismatch in billionths, to be read and written; negative: unknown.</summary>
    public Span<int> ComplexityMismatch => Column(2);

    /// <summary>Strategic fit in billionths, to be read and written; negative: unknown.</summary>
    public Span<int> StrategicFit => Column(3);

    /// <summary>The bands last recorded, as numbers of <see cref="RiskBand"/>; <see cref="NoBand"/>: none.</summary>
    public Span<byte> RecordedBands => Standing.AsSpan(0, Count);

    /// <summary>1 where potential value and expansion are both high, else 0.</summary>
    public Span<byte> HighValues => Standing.AsSpan(_byteStride, Count);

    private int[] Signals => _signals ?? throw new ObjectDisposedException(nameof(SignalColumns));

    private byte[] Standing => _standing ?? throw new ObjectDisposedException(nameof(SignalColumns));

    /// <summary>A signal's column in billionths, to be read and written; negative: unknown.</summary>
    /// <param name="signal">Its position in <see cref="Keys"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    public Span<int> Column(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(signal, Keys.Count);
        return Signals.AsSpan(signal * _stride, Count);
    }

    /// <summary>A signal's column in billionths, to be read and written; negative: unknown.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="ArgumentException">No signal has that key.</exception>
    public Span<int> Column(string key) => Column(IndexOf(key));

    /// <summary>Makes every signal unknown, every band unrecorded and no account high value.</summary>
    public void Clear()
    {
        Signals.AsSpan(0, _stride * Keys.Count).Fill(SignalUnits.Missing);
        RecordedBands.Fill(NoBand);
        HighValues.Clear();
    }

    /// <summary>Writes an account's signals, custom ones included; those that are not named become unknown.</summary>
    /// <param name="row">The account's position.</param>
    /// <param name="signals">The signals.</param>
    /// <param name="recordedBand">The band last recorded, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">A signal is not a number from 0 to 1, a custom one has no column, or the band is none; the row is left as it was.</exception>
    public void Set(int row, RiskSignals signals, RiskBand? recordedBand = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        ArgumentNullException.ThrowIfNull(signals);
        if (recordedBand is { } given && !Enum.IsDefined(given)) throw new ArgumentException($"recordedBand is {given}: {string.Join(", ", Enum.GetNames<RiskBand>())} or null are allowed.", nameof(recordedBand));
        foreach (var custom in signals.Custom) IndexOf(custom.Key);
        foreach (var key in Keys) RiskScorer.ToUnits(key, signals.ValueOf(key));
        for (var i = 0; i < Keys.Count; i++) Column(i)[row] = SignalUnits.Of(Keys[i], signals.ValueOf(Keys[i]));
        RecordedBands[row] = recordedBand is { } band ? (byte)band : NoBand;
        HighValues[row] = signals.IsHighValue ? (byte)1 : (byte)0;
    }

    /// <summary>Writes a column of numbers from 0 to 1, all of them known.</summary>
    /// <param name="key">The signal's key.</param>
    /// <param name="values">One value an account.</param>
    /// <exception cref="ArgumentException">No signal has that key, the lengths differ, or a value is not a number from 0 to 1: the message names signal, row, value and what is allowed, and the rows before it are written.</exception>
    public void Fill(string key, ReadOnlySpan<double> values)
    {
        var column = Sized(key, values.Length);
        for (var row = 0; row < column.Length; row++) column[row] = Convert(key, row, values[row]);
    }

    /// <summary>Writes a column of numbers from 0 to 1; null: unknown.</summary>
    /// <param name="key">The signal's key.</param>
    /// <param name="values">One value an account.</param>
    /// <exception cref="ArgumentException">No signal has that key, the lengths differ, or a value is not a number from 0 to 1: the message names signal, row, value and what is allowed, and the rows before it are written.</exception>
    public void Fill(string key, ReadOnlySpan<double?> values)
    {
        var column = Sized(key, values.Length);
        for (var row = 0; row < column.Length; row++) column[row] = values[row] is { } value ? Convert(key, row, value) : SignalUnits.Missing;
    }

    /// <summary>The columns as spans, valid until the owner is disposed of.</summary>
    public SignalSpans AsSpans() => new()
    {
        ProgressLatency = ProgressLatency,
        EngagementDecay = EngagementDecay,
        ComplexityMismatch = ComplexityMismatch,
        StrategicFit = StrategicFit,
        Custom = Signals.AsSpan(SignalSpans.BuiltIn * _stride, (Keys.Count - SignalSpans.BuiltIn) * _stride),
        CustomStride = _stride,
        RecordedBands = RecordedBands,
        HighValues = HighValues,
    };

    /// <summary>Gives the memory back to the pool; spans taken before must not be used any more.</summary>
    public void Dispose()
    {
        if (_signals is { } signals) ArrayPool<int>.Shared.Return(signals);
        if (_standing is { } standing) ArrayPool<byte>.Shared.Return(standing);
        (_signals, _standing) = (null, null);
    }

    private static int Convert(string key, int row, double value) => value is >= 0 and <= 1
        ? (int)RiskScorer.ToUnits(key, value)!.Value
        : throw new ArgumentException(FormattableString.Invariant($"signal '{key}' of row {row} is {value}: a number from 0 to 1 is allowed."));

    private Span<int> Sized(string key, int length)
    {
        var column = Column(key);
        return column.Length == length ? column : throw new ArgumentException($"{length} values were given for signal '{key}': one for each of the {Count} accounts is needed.");
    }

    private int IndexOf(string key)
    {
        for (var i = 0; i < Keys.Count; i++)
        {
            if (string.Equals(Keys[i], key, StringComparison.Ordinal)) return i;
        }

        throw new ArgumentException($"signal '{Text.Names.Shorten(key ?? "")}' has no column: {string.Join(", ", Keys.Select(k => Text.Names.Shorten(k)))} are allowed.", nameof(key));
    }
}
