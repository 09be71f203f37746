using System.Globalization;
using NodaTime;
using Ttv.Assist;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Nudges;

namespace Ttv.Soak;

/// <summary>What the pure engine decides of a seed: no store, no lease, no message, nothing that could fail.</summary>
internal static class PureRun
{
    /// <summary>The nudges, each with the time it is decided at.</summary>
    public static List<string> Decide(int seed)
    {
        var engine = TtvEngine.Create(new TtvOptions { UsePlaybook = true });
        var arrivals = new Arrivals(seed);
        var logs = new SortedDictionary<AccountId, HashSet<TtvEvent>>();
        var all = new List<string>();
        foreach (var now in Arrivals.Times)
        {
            foreach (var told in arrivals.At(now).SelectMany(e => e))
            {
                if (!logs.TryGetValue(told.Account, out var log)) logs.Add(told.Account, log = []);
                log.Add(told);
            }

            var decided = logs.SelectMany(l => Decide(engine, l.Key, l.Value, now)).ToArray();
            all.AddRange(decided.Select(d => Line(now, d.Key)));
            arrivals.Nudge(decided.Select(d => (d.Account, d.Key)));
        }

        return all;
    }

    /// <summary>What is to take effect by an evaluation, and has not by its log.</summary>
    public static IEnumerable<NudgeDecision> Undecided(AccountEvaluation evaluation, IEnumerable<TtvEvent> log)
    {
        var told = log.Select(e => e.Body switch { NudgeSent sent => sent.Key, Escalated escalated => escalated.Key, _ => null }).ToHashSet();
        return evaluation.Nudges.Where(n => (n.Outcome == NudgeOutcome.Send || (n.Outcome == NudgeOutcome.Escalate && evaluation.Routing.Escalation == EscalationState.Approved)) && !told.Contains(n.Key));
    }

    public static string Line(Instant at, string key) => string.Create(CultureInfo.InvariantCulture, $"{at} {key}");

    /// <summary>Decides, tells the log of it, and looks again until there is nothing more to decide.</summary>
    private static List<NudgeDecision> Decide(TtvEngine engine, AccountId account, HashSet<TtvEvent> log, Instant now)
    {
        var all = new List<NudgeDecision>();
        for (; ; )
        {
            var evaluation = engine.Evaluate(engine.Fold(account, log, now), now);
            var decided = Undecided(evaluation, log).ToArray();
            if (evaluation.BandChange is { } change) log.Add(TtvEvent.Create(account, now, change, recordedAt: now));
            if (decided.Length == 0) return all;
            all.AddRange(decided);
            foreach (var decision in decided) log.Add(decision.ToFact(now));
        }
    }
}
