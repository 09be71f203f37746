using NodaTime;
using Ttv;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

// 1. What a first win is, and the way there.
var path = MilestonePath.Create(
    "first_report", "First report", Duration.FromHours(72),
    support:
    [
        new() { Key = "data_connected", Title = "your data is connected", CompletedBy = "source_connected", StartedBy = "connector_opened", Hides = BlockerType.Integration },
        new() { Key = "team_invited", Title = "your team is in", CompletedBy = "member_joined" },
    ],
    firstValue: new() { Key = "first_report", Title = "your first shared report", CompletedBy = "report_shared" });
var segment = SegmentDefinition.Create("analyst", "Analyst", path) with { DesiredOutcome = "a report the team reads every week", ProofType = "the report's link", Owner = "Ada" };
var engine = new TtvEngine(new TtvDefinitions(SegmentCatalog.Create(segment)));

// 2. What happened, in any order: product events, and facts of Ttv's own.
var account = AccountId.Create("acme");
var signUp = Instant.FromUtc(2026, 3, 2, 9, 0);
TtvEvent[] events =
[
    TtvEvent.Create(account, signUp, new SignedUp(EventProperties.Of(("timezone", "Europe/Berlin")))),
    TtvEvent.Product(account, signUp + Duration.FromMinutes(20), "connector_opened"),
    TtvEvent.Create(account, signUp + Duration.FromHours(1), new FitAssessed(potentialValue: 0.9, expansion: 0.7)),
    TtvEvent.Create(account, signUp + Duration.FromHours(1), new ApproverNamed("Grace", setBy: "Ada")),
];

// 3. Score and decide, at any instant.
foreach (var hours in new[] { 2, 25, 73 })
{
    var asOf = signUp + Duration.FromHours(hours);
    var evaluation = engine.Evaluate(engine.Fold(account, events, asOf), asOf);
    Console.WriteLine($"after {hours} h: {evaluation.Risk.Score} {evaluation.Risk.Band}, {WireName.Of(evaluation.Routing.Path)}");

    // 4. And why.
    foreach (var part in evaluation.Risk.Contributions) Console.WriteLine($"  {part.Signal}: {part.Points} of {part.BasisPoints / 100} ({part.Value?.ToString("0.00") ?? "unknown"})");
    foreach (var nudge in evaluation.Nudges) Console.WriteLine($"  {nudge.Rule}: {WireName.Of(nudge.Outcome)} ({string.Join(", ", nudge.Reasons)}) {nudge.Copy}");
    if (evaluation.Counterfactual is { Milestones.Count: > 0 } next) Console.WriteLine($"  {string.Join(" and ", next.Milestones)} would bring it to {next.Score}");
}
