namespace Ttv.Benchmarks.Columns;

/// <summary>The sizes that benchmarks of populations run at: accounts, events or lines.</summary>
internal static class Sizes
{
    /// <summary>All three; a quick run takes the first alone.</summary>
    public static int[] Chosen { get; set; } = [100_000, 1_000_000, 10_000_000];
}
