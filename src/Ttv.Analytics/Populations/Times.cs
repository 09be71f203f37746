namespace Ttv.Analytics.Populations;

/// <summary>Of times of zero or more, without a branch: whether the next event of an unordered log is earlier than those before it cannot be
/// predicted, and <see cref="Math.Min(long, long)"/> is a branch within a loop.</summary>
internal static class Times
{
    public static long Earlier(long left, long right)
    {
        var later = right - left;
        return left + (later & (later >> 63));
    }

    public static long Later(long left, long right)
    {
        var later = right - left;
        return left + (later & ~(later >> 63));
    }

    /// <summary>All bits where the time is from zero (included) to an end (excluded), else none.</summary>
    public static int Within(long time, long end) => (int)~((time | (end - 1 - time)) >> 63);
}
