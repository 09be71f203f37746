using NodaTime;
using Ttv.Journeys;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Survival;

namespace Ttv.Projection;

/// <summary>
/// Projects open accounts from the history of others: those that had reached as many milestones and waited as long since. The
/// incidence of first value among them, cancellation competing, is an Aalen-Johansen estimate from that landmark on.
/// </summary>
/// <remarks>
/// Van Houwelingen, Dynamic prediction by landmarking in event history analysis, Scandinavian Journal of Statistics 34 (2007). A
/// projection takes time in proportion to the history of its segment. Immutable and thread-safe.
/// </remarks>
public sealed class ProjectionModel
{
    private readonly Dictionary<SegmentKey, History> _segments;
    private readonly History _everyone;
    private readonly ProjectionOptions _options;

    private ProjectionModel(Dictionary<SegmentKey, History> segments, History everyone, ProjectionOptions options)
    {
        _segments = segments;
        _everyone = everyone;
        _options = options;
    }

    /// <summary>Learns from journeys, open ones and cancelled ones included; those that are not timed do not count.</summary>
    /// <param name="history">One journey an account; read once.</param>
    /// <param name="options">How much history is needed; null takes the defaults.</param>
    /// <exception cref="TtvValidationException">An option is out of its range.</exception>
    public static ProjectionModel Learn(IEnumerable<Journey> history, ProjectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        options ??= new ProjectionOptions();
        options.Validate();
        var (segments, everyone) = (new Dictionary<SegmentKey, History>(), new History());
        foreach (var journey in history)
        {
            if (!journey.IsTimed) continue;
            if (!segments.TryGetValue(journey.Segment!.Key, out var own)) segments[journey.Segment.Key] = own = new History();
            own.Add(journey);
            everyone.Add(journey);
        }

        return new ProjectionModel(segments, everyone, options);
    }

    /// <summary>Projects an account.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="asOf">The instant, not before the end of what the journey has observed.</param>
    /// <returns>The projection, or null: the account is not timed, at first value or cancelled, or nothing is known of accounts that waited as long.</returns>
    /// <exception cref="ArgumentException">The journey knows of what happened after the instant.</exception>
    public TtvProjection? Project(Journey journey, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (!journey.IsTimed || journey.FirstValueAt is not null || journey.IsChurned) return null;
        if (asOf < journey.ObservedUntil) throw new ArgumentException($"The journey of account '{journey.Account}' is observed until {journey.ObservedUntil}, after {asOf}: fold it as of that instant.", nameof(asOf));
        var signedUpAt = journey.SignedUpAt!.Value;
        var age = Micros(signedUpAt, asOf);
        var progress = History.Progress(journey);
        var segment = _segments.GetValueOrDefault(journey.Segment!.Key);
        if (BasisFor(segment, progress, age) is not { } found) return null;

        var incidence = AalenJohansen.Estimate(found.Data);
        var left = Micros(asOf, journey.TargetAt!.Value);
        var byTarget = left > 0 ? incidence.RateBy(left) : new RateEstimate(0, 0, 0, false);
        var whole = AalenJohansen.Estimate((segment ?? _everyone).FromSignUp(0)!);
        var atSignUp = whole.RateBy(Micros(signedUpAt, journey.TargetAt.Value)).Value;
        return new TtvProjection
        {
            Account = journey.Account,
            AsOf = asOf,
            Age = asOf - signedUpAt,
            MilestonesReached = progress.Count,
            Basis = found.Basis,
            BasedOn = (long)incidence.RowWeight,
            ProbabilityByTarget = byTarget.Value,
            Lower = byTarget.Lower,
            Upper = byTarget.Upper,
            ProbabilityAtSignUp = atSignUp,
            RemainingLowerQuartile = Time(incidence.Quantile(0.25).Value),
            RemainingMedian = Time(incidence.Median.Value),
            RemainingUpperQuartile = Time(incidence.Quantile(0.75).Value),
            ProbabilityOfNever = 1 - incidence.Median.HighestReached,
            SegmentMedian = Time(whole.Median.Value),
            IsTriggered = byTarget.Value < _options.TriggerBelow * atSignUp,
        };
    }

    private (SurvivalData Data, ProjectionBasis Basis)? BasisFor(History? segment, List<long> progress, long age)
    {
        var since = progress.Count == 0 ? 0 : progress[^1];
        if (Enough(segment?.FromProgress(progress.Count, age - since)) is { } same) return (same, ProjectionBasis.SameProgress);
        if (Enough(segment?.FromSignUp(age)) is { } own) return (own, ProjectionBasis.Segment);
        return Enough(_everyone.FromSignUp(age)) is { } all ? (all, ProjectionBasis.Everyone) : null;
    }

    private SurvivalData? Enough(SurvivalData? data) =>
        data is not null && data.RowWeight >= _options.LeastWaiting ? data : null;

    private static long Micros(Instant from, Instant to) => Instants.ToMicroseconds(to) - Instants.ToMicroseconds(from);

    private static Duration? Time(double? ticks) => ticks is { } t ? Duration.FromTicks(t * 10) : null;

    /// <summary>How accounts went: when each reached its next milestone, and how it ended.</summary>
    private sealed class History
    {
        private readonly List<(long[] Reached, long End, int Status)> _rows = [];

        public void Add(Journey journey)
        {
            var signedUpAt = journey.SignedUpAt!.Value;
            var (end, status) = journey.Outcome switch
            {
                JourneyOutcome.FirstValue => (journey.FirstValueAt!.Value, 1),
                JourneyOutcome.Churned => (journey.ChurnedAt!.Value, 2),
                _ => (journey.ObservedUntil, 0),
            };
            _rows.Add(([.. Progress(journey)], Math.Max(0, Micros(signedUpAt, end)), status));
        }

        /// <summary>When each required support milestone was reached, since sign-up, in order of time.</summary>
        public static List<long> Progress(Journey journey)
        {
            var reached = new List<long>();
            for (var i = 0; i < journey.Steps.Count - 1; i++)
            {
                if (!journey.Steps[i].Milestone.IsOptional && journey.Steps[i].CompletedAt is { } at) reached.Add(Micros(journey.SignedUpAt!.Value, at));
            }

            reached.Sort();
            return reached;
        }

        /// <summary>Accounts still at so many milestones after a wait, timed from there.</summary>
        public SurvivalData? FromProgress(int count, long wait) => Collect(r =>
        {
            if (count > r.Reached.Length) return null;
            var landmark = (count == 0 ? 0 : r.Reached[count - 1]) + wait;
            return count < r.Reached.Length && r.Reached[count] <= landmark ? null : landmark;
        });

        /// <summary>Accounts still waiting at an age, timed from there; at sign-up all.</summary>
        public SurvivalData? FromSignUp(long age) => Collect(_ => age);

        private SurvivalData? Collect(Func<(long[] Reached, long End, int Status), long?> landmarkOf)
        {
            var (times, statuses) = (new List<long>(), new List<int>());
            foreach (var row in _rows)
            {
                if (landmarkOf(row) is not { } landmark || (landmark > 0 && row.End <= landmark)) continue;
                times.Add(row.End - landmark);
                statuses.Add(row.Status);
            }

            return times.Count == 0 ? null : SurvivalData.Create(times.ToArray(), statuses.ToArray());
        }
    }
}
