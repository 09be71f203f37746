using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;
using static Ttv.Support.Logs;

namespace Ttv;

public class AddTtvTests
{
    private const string Json = """
        {
          "Ttv": {
            "Zone": "Europe/Berlin",
            "SignUp": { "Event": "registered" },
            "Dimensions": [ "platform" ],
            "ProfileKeys": [ "plan" ],
            "Segments": [ {
              "Key": "team", "Title": "Team", "Version": 2, "EffectiveFrom": "2026-01-01T00:00:00Z", "DesiredOutcome": "a weekly report", "ProofType": "the report", "Owner": "Ann",
              "Paths": [ {
                "Key": "standard", "Deadline": "4.00:00:00", "IsOrdered": true,
                "Support": [ { "Key": "import", "CompletedBy": { "Event": "imported" }, "StartedBy": { "Event": "import_started" }, "DueOffset": "1.00:00:00", "Hides": "Integration", "HelpAsset": "https://help.example/import" } ],
                "FirstValue": { "CompletedBy": { "Event": "report", "Where": [ { "Property": "rows", "Operator": "GreaterOrEqual", "Value": "10" } ] } }
              } ]
            } ],
            "Vocabulary": [ { "Event": "error", "Role": "Blocker", "Blocker": "Setup" } ],
            "Risk": { "ProgressLatencyWeight": 5000, "EngagementDecayWeight": 2000, "Missing": "AssumeWorst", "HighFrom": 80 },
            "Nudges": { "DailyCap": 2, "QuietFrom": "22:00:00", "HoldoutShare": 0.1 },
            "Review": { "By": "plan", "MinimumMature": 5, "WeekOrigin": "2026-01-01", "MedianTtvTarget": "2.00:00:00", "MedianTtvWarning": "3.00:00:00" }
          }
        }
        """;

    private static IConfiguration Configuration(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();

    [Fact]
    public void AddTtv_ConfigurationSection_BindsEverything()
    {
        using var services = new ServiceCollection().AddTtv().Configure<TtvOptions>(Configuration(Json).GetSection("Ttv")).BuildServiceProvider();
        var engine = services.GetRequiredService<TtvEngine>();
        var segment = Assert.Single(engine.Definitions.Catalog.Definitions);
        var path = segment.DefaultPath;

        Assert.Equal(("team", 2, "Ann"), (segment.Key.Value, segment.Version, segment.Owner));
        Assert.Equal(Instant.FromUtc(2026, 1, 1, 0, 0), segment.EffectiveFrom);
        Assert.Equal((Duration.FromDays(4), true), (path.Deadline, path.IsOrdered));
        Assert.Equal([Duration.FromDays(1), Duration.FromDays(4)], path.DueOffsets);
        Assert.Equal((BlockerType.Integration, "https://help.example/import"), (path.Steps[0].Hides, path.Steps[0].HelpAsset!.OriginalString));
        Assert.Equal(new EventPattern("report", [new PropertyCondition("rows", PropertyOperator.GreaterOrEqual, 10)]), path.FirstValue.CompletedBy);
        Assert.Equal(("Europe/Berlin", "registered"), (engine.Definitions.Zone.Id, engine.Definitions.SignUp!.EventName));
        Assert.Equal(EventRole.Blocker, Assert.Single(engine.Definitions.Vocabulary.Entries).Role);
        Assert.Equal((5_000, MissingSignals.AssumeWorst, 80m), (engine.Scorer.Policy.ProgressLatencyWeight, engine.Scorer.Policy.Missing, engine.Scorer.Policy.HighFrom.Points));
        Assert.Equal((2, new LocalTime(22, 0), 0.1, "Europe/Berlin"), (engine.Decider.Policy.DailyCap, engine.Decider.Policy.QuietFrom, engine.Decider.Policy.HoldoutShare, engine.Decider.Policy.Zone.Id));
        Assert.Equal("2026-01-01/plan=none", Assert.Single(services.GetRequiredService<CohortReviewer>().Review([new AccountOutcome { Account = Acme, SignedUpAt = Instant.FromUtc(2026, 1, 3, 0, 0) }], T0).Cohorts).Key);
    }

    [Fact]
    public async Task AddTtv_BrokenConfiguration_FailsAtHostStartWithEveryFault()
    {
        var json = Json.Replace("\"report\", \"Where\"", "\"\", \"Where\"", StringComparison.Ordinal)
            .Replace("\"4.00:00:00\"", "\"00:00:00\"", StringComparison.Ordinal)
            .Replace("5000", "5001", StringComparison.Ordinal)
            .Replace("\"DailyCap\": 2", "\"DailyCap\": 0", StringComparison.Ordinal)
            .Replace("\"Europe/Berlin\"", "\"Berlin\"", StringComparison.Ordinal)
            .Replace("\"Role\": \"Blocker\", \"Blocker\": \"Setup\"", "\"Role\": \"Blocker\"", StringComparison.Ordinal)
            .Replace("\"MinimumMature\": 5", "\"MinimumMature\": 0", StringComparison.Ordinal);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddTtv().Configure<TtvOptions>(Configuration(json).GetSection("Ttv"));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        foreach (var says in new[]
        {
            "Zone is 'Berlin'", "Segments[0].Paths[0].FirstValue.CompletedBy", "Vocabulary[0]", "Risk: the weights sum to 10001", "Nudges: DailyCap is 0", "Review: MinimumMature is 0",
        }) Assert.Contains(thrown.Failures, f => f.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void AddTtv_NoSegments_SaysHowToAddOne()
    {
        using var services = new ServiceCollection().AddTtv().BuildServiceProvider();

        Assert.Contains("AddSegment", Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<TtvEngine>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTtv_PlaybookDefinitionAndProvider_AreTakenTogether()
    {
        using var services = new ServiceCollection().AddTtv(t => t.AddPlaybook().AddSegment(Own("own")).AddSegments<Provider>()).BuildServiceProvider();

        Assert.Equal(["founder", "marketer", "operator", "own", "provided"], services.GetRequiredService<TtvDefinitions>().Catalog.Keys.Select(k => k.Value));
    }

    [Fact]
    public void AddTtv_Twice_AddsNothingTwice()
    {
        static void Set(TtvBuilder t) => t.AddPlaybook().AddSegment(Own("own")).AddSegments<Provider>().AddRiskSignal<Quiet>("quiet", 1_000).Configure(o => o.Risk.ProgressLatencyWeight = 3_000);
        var services = new ServiceCollection().AddTtv(Set);
        using var once = services.BuildServiceProvider();
        services.AddTtv(Set);
        using var twice = services.BuildServiceProvider();

        Assert.Equal(DefinitionsHash.Of(once.GetRequiredService<TtvDefinitions>()), DefinitionsHash.Of(twice.GetRequiredService<TtvDefinitions>()));
        Assert.Equal(5, twice.GetRequiredService<RiskScorer>().Score(new RiskSignals { ProgressLatency = 1 }, T0).Contributions.Count);
    }

    [Fact]
    public void AddTtv_UsersOwnParts_Win()
    {
        var own = new RiskScorer();
        using var services = new ServiceCollection().AddSingleton(own)
            .AddTtv(t => t.AddPlaybook().UseClassifier<AllFounders>().UseNudgeCopy<Shout>().AddNudgeRule<Hello>()).BuildServiceProvider();
        var engine = services.GetRequiredService<TtvEngine>();
        var journey = engine.Fold(Acme, [Told(0, new SignedUp(EventProperties.Empty))], At(1));
        var hello = engine.Evaluate(journey, At(1)).Nudges[^1];

        Assert.Same(own, services.GetRequiredService<RiskScorer>());
        Assert.Equal("founder", journey.Segment!.Key.Value);
        Assert.Equal(("hello", "HELLO"), (hello.Rule, hello.Copy));
    }

    [Fact]
    public void AddTtv_SameVersionTwice_IsAFault()
    {
        using var services = new ServiceCollection().AddTtv(t => t.AddSegment(Own("own")).AddSegment(Own("own") with { Owner = "Bob" })).BuildServiceProvider();

        Assert.Contains("version 1 stands twice", Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<TtvEngine>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Options_NeedsNoContainer()
    {
        Assert.Equal(3, TtvEngine.Create(new TtvOptions { UsePlaybook = true }).Definitions.Catalog.Keys.Count);
        var broken = new TtvOptions { Zone = "x" };
        broken.Risk.HighValueFrom = 2;
        Assert.Equal(3, Assert.Throws<TtvValidationException>(() => TtvEngine.Create(broken)).Faults.Count);
    }

    private static SegmentDefinition Own(string key) => SegmentDefinition.Create(key, key, MilestonePath.Create("p", "p", Duration.FromHours(1), [], new Milestone { Key = "v", Title = "v", CompletedBy = key + "_v" }));

    private sealed class Provider : ISegmentProvider
    {
        public IEnumerable<SegmentDefinition> GetSegments() => [Own("provided")];
    }

    private sealed class Quiet : IRiskSignal
    {
        public string Key => "quiet";

        public string? Intervention => null;

        public double? Measure(Journey journey, Instant asOf) => 0;
    }

    private sealed class AllFounders : ISegmentClassifier
    {
        public SegmentKey? Classify(EventProperties profile) => SegmentKey.Create("founder");
    }

    private sealed class Shout : INudgeCopy
    {
        public string Render(NudgeDecision decision, NudgeContext context) => decision.Rule.ToUpperInvariant();
    }

    private sealed class Hello : INudgeRule
    {
        public string Key => "hello";

        public NudgeChannel Channel => NudgeChannel.Message;

        public NudgeTrigger Evaluate(NudgeContext context) => new() { IsTriggered = true, Reasons = ["greeting"] };
    }
}
