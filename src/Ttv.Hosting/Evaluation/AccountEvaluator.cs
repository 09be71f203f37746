using NodaTime;
using Ttv.Assist;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Risk;

namespace Ttv.Hosting.Evaluation;

/// <summary>From what was claimed to what is to be committed: a pure function of the claim, the definitions and the instant.</summary>
internal sealed class AccountEvaluator(TtvEngine engine, TtvHostingOptions options)
{
    private static readonly Duration Soonest = Duration.FromSeconds(1);

    /// <summary>Evaluates an account.</summary>
    /// <param name="claimed">The account.</param>
    /// <param name="now">This machine's time. An account's own time never runs backwards, whatever the machines' clocks say.</param>
    /// <param name="fleet">What holds for all accounts at once.</param>
    /// <param name="traceParent">The trace that messages go on in.</param>
    public AccountCommit Evaluate(ClaimedAccount claimed, Instant now, FleetConditions fleet, string? traceParent)
    {
        var state = claimed.State;
        var asOf = state.EvaluatedAt > now ? state.EvaluatedAt.Value : now;
        var journey = engine.Fold(state.Account, claimed.Events.Concat(InFlight(claimed, asOf)), asOf);
        var evaluation = engine.Evaluate(journey, asOf, fleet);
        var known = claimed.Decisions.Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        return new AccountCommit
        {
            Version = claimed.Version,
            Wakes = claimed.Wakes,
            State = new AccountState
            {
                Account = state.Account,
                Segment = journey.Segment?.Key,
                SignedUpAt = journey.SignedUpAt,
                FirstValueAt = journey.FirstValueAt,
                Score = evaluation.Risk.Score,
                Band = evaluation.Risk.Band,
                Escalation = evaluation.Routing.Escalation,
                Record = evaluation.Record,
                EvaluatedAt = asOf,
                DueAt = NextDue(evaluation, claimed.Events),
            },
            Decisions = evaluation.Nudges.Where(n => IsKept(n, evaluation.Routing) && !known.Contains(n.Key)).ToValueList(),
            Facts = evaluation.BandChange is { } change ? [TtvEvent.Create(state.Account, asOf, change, recordedAt: asOf)] : [],
            TraceParent = traceParent,
        };
    }

    /// <summary>What is kept of an account whose evaluation failed: it is tried again later, or set aside.</summary>
    public AccountCommit Fail(ClaimedAccount claimed, Instant now, string fault)
    {
        var failures = claimed.State.Failures + 1;
        return new AccountCommit
        {
            Version = claimed.Version,
            Wakes = claimed.Wakes,
            State = claimed.State with
            {
                Failures = failures,
                Fault = fault,
                DueAt = failures >= options.MaxAttempts ? null : now + options.BackoffOf(failures),
            },
        };
    }

    /// <summary>
    /// Decisions on their way, whose effect the log does not yet tell of as of this instant: they count as if they had arrived, or
    /// the same account would be nudged again while a message travels.
    /// </summary>
    private static IEnumerable<TtvEvent> InFlight(ClaimedAccount claimed, Instant asOf)
    {
        if (claimed.Decisions.Count == 0) return [];
        var told = claimed.Events.Where(e => e.RecordedAt <= asOf && e.OccurredAt <= asOf)
            .Select(e => e.Body switch { NudgeSent sent => sent.Key, Escalated escalated => escalated.Key, _ => null })
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        return claimed.Decisions.Where(d => IsEffect(d) && d.AsOf <= asOf && !told.Contains(d.Key)).Select(d => d.ToFact(d.AsOf));
    }

    private static bool IsEffect(NudgeDecision decision) => decision.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate;

    private static bool IsKept(NudgeDecision decision, RoutingDecision routing) => decision.Outcome switch
    {
        NudgeOutcome.Send => true,
        NudgeOutcome.Escalate => routing.Escalation == EscalationState.Approved,
        _ => decision.Reasons.Contains(NudgeReasons.Holdout),
    };

    /// <summary>When the answer could change with nothing else happening, the score has grown stale, or an event dated ahead comes into sight.</summary>
    private Instant? NextDue(AccountEvaluation evaluation, ValueList<TtvEvent> events)
    {
        var asOf = evaluation.AsOf;
        var journey = evaluation.Journey;
        var next = evaluation.NextCheckAt;
        if (journey is { IsTimed: true, FirstValueAt: null, IsChurned: false, IsPaused: false }) next = Earlier(next, asOf + Duration.FromTimeSpan(options.RefreshEvery));
        foreach (var told in events)
        {
            var seen = told.OccurredAt > told.RecordedAt ? told.OccurredAt : told.RecordedAt;
            if (seen > asOf) next = Earlier(next, seen);
        }

        return next is { } at && at < asOf + Soonest ? asOf + Soonest : next;

        static Instant Earlier(Instant? left, Instant right) => left < right ? left.Value : right;
    }
}
