using System.CommandLine;
using System.Globalization;
using Ttv.Cohorts;
using Ttv.Evaluation;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Risk;

namespace Ttv.Cli.Commands;

/// <summary><c>ttv score</c>: the accounts most at risk, why, and what to do next.</summary>
internal static class ScoreCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var log = new LogOptions();
        var top = new Option<int>("--top") { Description = "How many accounts to show", HelpName = "N", DefaultValueFactory = _ => 20 };
        var command = new Command("score", "Show the accounts most at risk, why, and what to do next") { top };
        log.AddTo(command);
        command.SetAction(parsed => Run(log.Open(parsed), parsed.GetValue(top), output, error));
        return command;
    }

    private static int Run(LogSource source, int top, TextWriter output, TextWriter error)
    {
        if (top < 1) throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--top is {top}: 1 or more is allowed."));
        var log = new PackedEventLog(source.File.Definitions);
        var report = source.ReadInto(log, error);
        var asOf = source.AsOf(log.Watermark, report);
        var monitor = new FleetMonitor(asOf);
        foreach (var journey in log.Journeys(asOf)) monitor.Add(journey);
        var fleet = monitor.ToConditions();
        var engine = new TtvEngine(source.File.Definitions);

        // The accounts most at risk alone are kept, whatever the log's size; ties go to the account's own order.
        var worst = new PriorityQueue<AccountEvaluation, (int Score, string Account)>(
            Comparer<(int Score, string Account)>.Create((l, r) => l.Score != r.Score ? l.Score.CompareTo(r.Score) : string.CompareOrdinal(r.Account, l.Account)));
        var open = 0L;
        foreach (var journey in log.Journeys(asOf))
        {
            var evaluation = engine.Evaluate(journey, asOf, fleet);
            if (evaluation.Risk is not { Status: RiskStatus.Scored, Score: { } score }) continue;
            open++;
            worst.Enqueue(evaluation, (score.Hundredths, journey.Account.Value));
            if (worst.Count > top) worst.Dequeue();
        }

        var shown = new AccountEvaluation[worst.Count];
        for (var i = shown.Length - 1; i >= 0; i--) shown[i] = worst.Dequeue();
        if (fleet.EngagementOutageSince is { } since) output.WriteLine($"DATA ALARM: sessions are missing fleet-wide since {since}; engagement keeps its value from then.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source.File.Title ?? source.Name}: {open:N0} open accounts scored as of {asOf} by {engine.Scorer.Policy.ModelVersion}; the {shown.Length:N0} most at risk:"));
        foreach (var evaluation in shown) Print(output, evaluation);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Read {report.EventsRead:N0} events of {log.AccountCount:N0} accounts; {report.SetAsideCount:N0} lines set aside."));
        return TtvTool.Success;
    }

    private static void Print(TextWriter output, AccountEvaluation evaluation)
    {
        var risk = evaluation.Risk;
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{evaluation.Journey.Account}: {risk.Score} {WireName.Of(risk.Band!.Value)} ({risk.FeasibleFrom} to {risk.FeasibleTo} possible, {risk.CoverageBasisPoints / 100} % of the weight known{(risk.IsProvisional ? ", provisional" : "")}); {WireName.Of(evaluation.Routing.Path)}"));
        output.WriteLine("  why:  " + string.Join(", ", risk.Contributions.Where(c => c.Value is not null).Select(c => $"{c.Signal} {c.Points}")));
        if (evaluation.Journey.CurrentStep is { } step) output.WriteLine($"  at:   {step.Milestone.Title}, due {step.DueAt}");
        output.WriteLine("  next: " + NextAction(evaluation));
        if (evaluation.Counterfactual is { Milestones.Count: > 0 } counterfactual)
            output.WriteLine($"  down to {counterfactual.Score} with: {string.Join(", ", counterfactual.Milestones.AsEnumerable())}");
    }

    private static string NextAction(AccountEvaluation evaluation)
    {
        var decision = evaluation.Nudges.FirstOrDefault(n => n.Outcome is NudgeOutcome.Escalate)
            ?? evaluation.Nudges.FirstOrDefault(n => n.Outcome is NudgeOutcome.Send)
            ?? evaluation.Nudges.FirstOrDefault(n => n.Outcome is NudgeOutcome.Defer);
        if (decision is null) return evaluation.Risk.Interventions.Count > 0 ? string.Join(", ", evaluation.Risk.Interventions.AsEnumerable()) : "nothing for now";
        var reasons = string.Join(", ", decision.Reasons.AsEnumerable());
        return decision.Outcome switch
        {
            NudgeOutcome.Escalate => $"ask a human ({reasons}; {WireName.Of(evaluation.Routing.Escalation)}): {decision.Copy}",
            NudgeOutcome.Send => $"send {decision.Rule} ({reasons}): {decision.Copy}",
            _ => $"{decision.Rule} at {decision.DeferUntil} ({reasons})",
        };
    }
}
