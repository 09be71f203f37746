namespace Ttv.Analytics.Scoring;

/// <summary>
/// Where columns of one slab start. Columns whose starts are equal modulo 4 KB compete for the same sets of the cache and make
/// loads wait for unrelated stores (measured: two to three times slower), so each starts 13 cache lines further into its page
/// than the one before; 13 and the 64 lines of a page have no common factor, so no two of 64 columns meet.
/// </summary>
internal static class Staggered
{
    private const int Page = 4_096;
    private const int Offset = 13 * 64;

    /// <summary>The elements from one column's start to the next: whole pages, and the offset.</summary>
    public static int Stride(int count, int elementSize) => checked((int)(((((long)count * elementSize) + Page - 1) / Page * Page + Offset) / elementSize));
}
