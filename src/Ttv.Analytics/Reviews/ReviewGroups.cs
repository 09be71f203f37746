using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// What accounts are grouped by in a bulk review: nothing, the week of sign-up, a segment, a band, a column of the user's
/// own, or the week and one of those. Start from <see cref="All"/> or <see cref="Weeks"/> and split further.
/// </summary>
/// <remarks>
/// Groups are named and ordered as a <see cref="CohortReview"/> names and orders them: by week, then by key. An account
/// without a value is in its week's group <c>none</c>, and in no group where weeks are not asked for. Immutable and safe to
/// share between threads.
/// </remarks>
public sealed class ReviewGroups
{
    private ReviewGroups(DateTimeZone? zone, LocalDate? weekOrigin, Func<OutcomeColumns, GroupSplit>? split) =>
        (Zone, WeekOrigin, Split) = (zone, weekOrigin, split);

    /// <summary>All accounts in one group, <c>all</c>.</summary>
    public static ReviewGroups All { get; } = new(null, null, null);

    internal DateTimeZone? Zone { get; }

    internal LocalDate? WeekOrigin { get; }

    internal Func<OutcomeColumns, GroupSplit>? Split { get; }

    /// <summary>A group a week of sign-up, such as <c>2026-W14</c>.</summary>
    /// <param name="zone">The zone whose local dates make weeks; a week begins with the first instant of its first day, whatever the clocks do.</param>
    /// <param name="weekOrigin">The first day of any one week; null (default) takes ISO weeks, which begin on Monday.</param>
    public static ReviewGroups Weeks(DateTimeZone zone, LocalDate? weekOrigin = null)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new ReviewGroups(zone, weekOrigin, null);
    }

    /// <summary>Splits by the segment: <c>segment=founder</c>, or <c>2026-W14/segment=founder</c>.</summary>
    /// <exception cref="InvalidOperationException">The groups are split already.</exception>
    public ReviewGroups BySegment() => With(columns => new GroupSplit(ReviewPolicy.BySegment, [.. columns.SegmentKeys.Select(k => k.Value)], null));

    /// <summary>Splits by the band expected at sign-up: the band of the segment's median, <c>2026-W14/band=standard</c>.</summary>
    /// <param name="segments">The results of <c>All.BySegment()</c> for the same accounts.</param>
    /// <exception cref="InvalidOperationException">The groups are split already.</exception>
    public ReviewGroups ByBand(ValueList<CohortResult> segments) => With(columns =>
        new GroupSplit(ReviewPolicy.ByBand, [.. columns.SegmentKeys.Select(k => BandOf(k, segments))], null));

    /// <summary>Splits by a column of the user's own: <c>2026-W14/plan=pro</c>.</summary>
    /// <param name="name">What the column is called.</param>
    /// <param name="indexes">For every row of the <see cref="OutcomeColumns"/> - of a population those that have a sign-up, in its order - the value as an index into <paramref name="values"/>, or -1: none. Not copied: it must not change while groups are in use.</param>
    /// <param name="values">The values; those that are equal make one group.</param>
    /// <exception cref="ArgumentException">The name is empty, or an index is out of its range; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">The groups are split already.</exception>
    public ReviewGroups By(string name, ReadOnlyMemory<int> indexes, ValueList<string> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var span = indexes.Span;
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i] < -1 || span[i] >= values.Count) throw new ArgumentException($"indexes[{i}] is {span[i]}: an index below {values.Count} or -1 is allowed.", nameof(indexes));
        }

        return With(columns => indexes.Length == columns.Count
            ? new GroupSplit(name, [.. values], indexes)
            : throw new ArgumentException($"The column '{name}' has {indexes.Length} values and there are {columns.Count} accounts: as many are needed."));
    }

    private ReviewGroups With(Func<OutcomeColumns, GroupSplit> split) =>
        Split is null ? new ReviewGroups(Zone, WeekOrigin, split) : throw new InvalidOperationException("The groups are split already: one split is allowed.");

    /// <summary>A segment of which no account counts has no median; its accounts are then in no group's figures either.</summary>
    private static string BandOf(SegmentKey segment, ValueList<CohortResult> segments) =>
        segments.Any(s => s.Key == $"{ReviewPolicy.BySegment}={segment}") ? WireName.Of(CohortReviewer.ExpectedOf(segment, segments).Band) : GroupSplit.None;
}
