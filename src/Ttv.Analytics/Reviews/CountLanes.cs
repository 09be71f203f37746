using System.Runtime.Intrinsics;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Everything that is counted of an account as a vector of zeros and ones, looked up by its bits: one addition a row to one
/// cache line a group gives every rate.
/// </summary>
internal static class CountLanes
{
    /// <summary>The bits of a code: four yes answers as in <see cref="OutcomeFlags"/>, two of the status, the ages, and value within a week.</summary>
    public const int StatusShift = 4;
    public const int AgedWeekShift = 6;
    public const int AgedWarningShift = 7;
    public const int AgedTwoWeeksShift = 8;
    public const int WithinWeekShift = 9;

    /// <summary>Beyond the bits that are looked up: whether the account stays in the review, and whether its own event came first.</summary>
    public const int Stays = 1 << 10;
    public const int OwnShift = 11;
    public const int Mask = Codes - 1;

    private const int Codes = 1 << 10;
    private const int AchievedLane = 1;

    public static readonly Vector512<int>[] Table = [.. Enumerable.Range(0, Codes).Select(LanesOf)];

    /// <summary>The accounts counted.</summary>
    public static int Accounts(Vector512<int> counts) => counts[0];

    /// <summary>Those at first value before anything else.</summary>
    public static int Achieved(Vector512<int> counts) => counts[AchievedLane];

    /// <summary>Of those observed for a week, at first value within it.</summary>
    public static int WithinWeek(Vector512<int> counts) => counts[11];

    public static CohortCounts ToCounts(Vector512<int> counts) => new()
    {
        Accounts = counts[0],
        Achieved = counts[AchievedLane],
        Churned = counts[2],
        WinBacks = counts[3],
        AgedWeek = counts[4],
        AgedWarning = counts[5],
        AgedTwoWeeks = counts[6],
        ActiveInWeek2 = counts[7],
        Assisted = counts[8],
        AssistedBefore = counts[9],
        Accountable = counts[10],
    };

    private static Vector512<int> LanesOf(int code)
    {
        var status = (code >> StatusShift) & 3;
        var (own, churned, winBack) = (status == OutcomeKey.Own, status is OutcomeKey.Churned or OutcomeKey.WinBack, status == OutcomeKey.WinBack);
        var agedTwoWeeks = Has(1 << AgedTwoWeeksShift);
        bool[] lanes =
        [
            true, own, churned, winBack, Has(1 << AgedWeekShift), Has(1 << AgedWarningShift), agedTwoWeeks,
            agedTwoWeeks && Has((int)OutcomeFlags.ActiveInWeek2), Has((int)OutcomeFlags.Assisted),
            own && Has((int)OutcomeFlags.AssistedBeforeValue), own && Has((int)OutcomeFlags.Accountable),
            own && Has(1 << AgedWeekShift) && Has(1 << WithinWeekShift), false, false, false, false,
        ];
        return Vector512.Create([.. lanes.Select(l => l ? 1 : 0)]);

        bool Has(int bit) => (code & bit) != 0;
    }
}
