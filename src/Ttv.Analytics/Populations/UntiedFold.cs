using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>
/// The journey fold of an account whose distinct events are at hand without their times of recording: those decide nothing where
/// no two events of one instant tell different things. Refuses every other account.
/// </summary>
/// <remarks>One a thread.</remarks>
internal sealed class UntiedFold(FoldPlan plan, JourneyRows rows, PathWatch? watch)
{
    private readonly List<ReadEvent> _read = [];

    /// <summary>The accounts folded, and their profiles.</summary>
    public List<(int Account, EventProperties Profile)> Profiles { get; } = [];

    /// <summary>Folds possible events into a row without a profile, and puts them in order of time; false where times of recording decide.</summary>
    public bool TryFold(int account, Span<FoldEvent> distinct, ref AccountRow row)
    {
        distinct.Sort(static (a, b) => a.OccurredAt.CompareTo(b.OccurredAt));
        if (IsTied(distinct)) return false;
        var batch = plan.Batch;
        _read.Clear();
        foreach (ref readonly var e in distinct)
        {
            var at = Instants.FromMicroseconds(e.OccurredAt);
            _read.Add(new ReadEvent(at, at, batch.Fold.Interpreter[e.Code], null));
        }

        var journey = batch.Fold.FoldDistinct(batch.Names[account], _read, conflicts: 0, plan.AsOf, plan.Watermark);
        Profiles.Add((account, journey.Profile));
        row = rows.RowOf(journey);
        watch?.Take(journey);
        return true;
    }

    private static bool IsTied(ReadOnlySpan<FoldEvent> ordered)
    {
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].OccurredAt == ordered[i - 1].OccurredAt && ordered[i].Code != ordered[i - 1].Code) return true;
        }

        return false;
    }
}
