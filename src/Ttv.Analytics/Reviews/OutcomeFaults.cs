using System.Globalization;

namespace Ttv.Analytics.Reviews;

/// <summary>Checks columns on their way in: the kernels trust them.</summary>
internal static class OutcomeFaults
{
    public static void ThrowIfAny(OutcomeColumns columns)
    {
        CheckTimes(columns.SignedUpAt, nameof(columns.SignedUpAt), mayBeNever: false);
        CheckTimes(columns.FirstValueAt, nameof(columns.FirstValueAt), mayBeNever: true);
        CheckTimes(columns.ChurnedAt, nameof(columns.ChurnedAt), mayBeNever: true);
        CheckKeys(columns.SegmentKeys);
        var keys = columns.SegmentKeys.Count;
        var segments = columns.Segments;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] < -1 || segments[i] >= keys) throw Fault("Segments", i, segments[i], $"an index below {keys} or -1 is allowed");
        }

        var flags = columns.Flags;
        for (var i = 0; i < flags.Length; i++)
        {
            // The upper four bits say which of the lower four answers are known.
            if (((int)flags[i] & ~((int)flags[i] >> 4) & 15) != 0) throw Fault("Flags", i, flags[i], "a yes needs its known bit beside it");
        }
    }

    /// <summary>A time that a review reaches, or a fault that names its row.</summary>
    public static long RequireTime(long time, string name, int row, bool mayBeNever) => time is >= OutcomeColumns.Earliest and <= OutcomeColumns.Latest
        ? time
        : throw Fault(name, row, time, $"microseconds from {OutcomeColumns.Earliest} to {OutcomeColumns.Latest} are allowed" + (mayBeNever ? ", or Never" : ""));

    private static void CheckTimes(ReadOnlySpan<long> times, string name, bool mayBeNever)
    {
        for (var i = 0; i < times.Length; i++)
        {
            if (!mayBeNever || times[i] != OutcomeColumns.Never) RequireTime(times[i], name, i, mayBeNever);
        }
    }

    private static void CheckKeys(ValueList<SegmentKey> keys)
    {
        if (keys.Count > short.MaxValue + 1) throw new ArgumentException($"There are {keys.Count} segments: at most {short.MaxValue + 1} are allowed.");
        var seen = new HashSet<SegmentKey>();
        foreach (var key in keys)
        {
            if (key.IsDefault || !seen.Add(key)) throw new ArgumentException($"SegmentKeys holds '{key}': each segment is needed once, and default(SegmentKey) names none.");
        }
    }

    private static ArgumentException Fault(string column, int row, object value, string allowed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{column}[{row}] is {value}: {allowed}."));
}
