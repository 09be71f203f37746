using Ttv.Bands;
using Ttv.Journeys;

namespace Ttv.Feedback;

/// <summary>Sets reported obstacles against inferred ones, band by band.</summary>
/// <remarks>Thread-safe.</remarks>
public static class FeedbackReview
{
    /// <summary>Summarises journeys; bands from the fastest, then the accounts not at first value. Bands without an account are left out.</summary>
    public static ValueList<FeedbackSummary> Summarise(IEnumerable<Journey> journeys)
    {
        ArgumentNullException.ThrowIfNull(journeys);
        var tallies = new Tally?[Enum.GetValues<TtvBand>().Length + 1];
        foreach (var journey in journeys)
        {
            if (!journey.IsTimed) continue;
            var index = journey.TimeToValue is { } time ? (int)TtvBands.Of(time) : tallies.Length - 1;
            (tallies[index] ??= new Tally()).Add(journey);
        }

        return tallies.Select((t, i) => t?.ToSummary(i == tallies.Length - 1 ? null : (TtvBand)i)).OfType<FeedbackSummary>().ToValueList();
    }

    private sealed class Tally
    {
        private readonly long[] _reported = new long[Enum.GetValues<BlockerType>().Length];
        private readonly long[] _inferred = new long[Enum.GetValues<BlockerType>().Length];
        private readonly long[] _both = new long[Enum.GetValues<BlockerType>().Length];
        private long _accounts;
        private long _answers;

        public void Add(Journey journey)
        {
            _accounts++;
            _answers += journey.Answers.Count;
            foreach (var blocker in Enum.GetValues<BlockerType>())
            {
                var isReported = journey.Answers.Any(a => a.Blocker == blocker) || journey.Blockers.Any(b => b.Blocker == blocker && b.Source is null);
                var isInferred = journey.Blockers.Any(b => b.Blocker == blocker && b.Source is not null);
                if (isReported) _reported[(int)blocker]++;
                if (isInferred) _inferred[(int)blocker]++;
                if (isReported && isInferred) _both[(int)blocker]++;
            }
        }

        public FeedbackSummary ToSummary(TtvBand? band) => new(band, _accounts, _answers, Enum.GetValues<BlockerType>()
            .Select(b => new FeedbackBlocker(b, _reported[(int)b], _inferred[(int)b], _both[(int)b]))
            .Where(b => b.Reported + b.Inferred > 0)
            .OrderByDescending(b => b.Reported).ThenByDescending(b => b.Inferred).ThenBy(b => b.Blocker)
            .ToValueList());
    }
}
