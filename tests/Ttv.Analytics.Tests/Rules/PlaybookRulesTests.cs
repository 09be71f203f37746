using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Rules;

public class PlaybookRulesTests
{
    private static readonly AccountId Acme = AccountId.Create("acme");
    private static readonly Instant T0 = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly TtvDefinitions Definitions = new(SegmentCatalog.Create(SegmentDefinition.Create("team", "Team", MilestonePath.Create(
        "team_path", "Path", Duration.FromHours(96),
        [
            new Milestone { Key = "import", Title = "data imported", CompletedBy = "imported", StartedBy = "import_started" },
            new Milestone { Key = "invite", Title = "team invited", CompletedBy = "invited", IsOptional = true },
            new Milestone { Key = "publish", Title = "published", CompletedBy = "published", StartedBy = "draft" },
        ],
        new Milestone { Key = "report", Title = "first report", CompletedBy = "report" }))));

    private static readonly Gen<TtvEvent> AnyEvent =
        from minutes in Gen.Frequency((3, Gen.Choose(0, 40).Select(q => q * 720)), (5, Gen.Choose(0, 6_000)))
        from micros in Gen.Elements(0, 0, 1, 999_999)
        from name in Gen.Elements("imported", "import_started", "invited", "published", "draft", "page", "page", "paused", "resumed", "high", "fit", "report")
        let at = T0 + Duration.FromMinutes(minutes) + Duration.FromTicks(10L * micros)
        select name switch
        {
            "paused" => TtvEvent.Create(Acme, at, new ClockPaused("holiday")),
            "resumed" => TtvEvent.Create(Acme, at, new ClockResumed()),
            "high" => TtvEvent.Create(Acme, at, new BandChanged(RiskBand.High)),
            "fit" => TtvEvent.Create(Acme, at, new FitAssessed(0.9, 0.8)),
            _ => TtvEvent.Product(Acme, at, name, EventProperties.Of()),
        };

    private static readonly Gen<TtvEvent[]> AnyLog =
        from size in Gen.Choose(0, 14)
        from events in AnyEvent.ArrayOf(size)
        from isSignedUp in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        select isSignedUp ? [TtvEvent.Create(Acme, T0, new SignedUp(EventProperties.Of(("segment", "team")))), .. events] : events;

    /// <summary>Instants on the borders of the rules, a microsecond before and after them, and anywhere.</summary>
    private static readonly Gen<Instant> AnyInstant =
        from minutes in Gen.Frequency((3, Gen.Choose(0, 40).Select(q => q * 240)), (2, Gen.Choose(0, 9_000)))
        from micros in Gen.Elements(-1, 0, 1)
        select T0 + Duration.FromMinutes(minutes) + Duration.FromTicks(10L * micros);

    [Property(MaxTest = 500)]
    public Property Plan_AnyJourney_ShowsWhatTheCoreRulesSee() => Prop.ForAll(AnyLog.ToArbitrary(), AnyInstant.ArrayOf(40).ToArbitrary(), (log, instants) =>
    {
        var columns = new PlaybookColumns(instants.Length);
        var expected = new ulong[instants.Length];
        for (var row = 0; row < instants.Length; row++)
        {
            var asOf = instants[row];
            var journey = new JourneyFold(Definitions).Fold(Acme, log, asOf);
            var assessment = new RiskScorer().Score(journey, asOf);
            columns.Set(row, PlaybookFacts.Of(journey, assessment, asOf));
            // The decider asks the rules only of accounts that are timed and not at first value.
            if (!journey.IsTimed || journey.FirstValueAt is not null) continue;
            for (var i = 0; i < NudgeRules.All.Count; i++)
            {
                if (NudgeRules.All[i].Evaluate(new NudgeContext(journey, assessment, asOf, NudgePolicy.Default)).IsTriggered) expected[row] |= 1UL << i;
            }
        }

        var masks = new ulong[instants.Length];
        PlaybookRules.Plan.Bind(instants.Length, columns.All.AsEnumerable()).Evaluate(masks);
        return masks.SequenceEqual(expected);
    });

    [Fact]
    public void Plan_Rules_AreTheCoreRulesInTheirOrder() =>
        Assert.Equal(NudgeRules.All.Select(r => r.Key), PlaybookRules.Plan.Rules.Select(r => r.Key));

    [Fact]
    public void New_Columns_ShowNothing()
    {
        var masks = new ulong[3];
        PlaybookRules.Plan.Bind(3, new PlaybookColumns(3).All.AsEnumerable()).Evaluate(masks);
        Assert.Equal(new ulong[3], masks);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 1)]
    [InlineData(1_000_001, 2)]
    [InlineData(-1, 0)]
    [InlineData(-1_000_000, -1)]
    [InlineData(-1_000_001, -1)]
    public void SecondsUntil_Microseconds_AreRoundedUp(long microseconds, int seconds)
    {
        Assert.Equal(seconds, SecondsUntil.Of(T0 + Duration.FromTicks(10L * microseconds), T0));
        Assert.Equal(seconds, SecondsUntil.Of(microseconds, 0));
    }

    [Fact]
    public void SecondsUntil_FarAway_StaysWithinThirtyTwoBits()
    {
        Assert.Equal(int.MaxValue - 1, SecondsUntil.Of(Instant.MaxValue, T0));
        Assert.Equal(-int.MaxValue, SecondsUntil.Of(Instant.MinValue, T0));
        Assert.Equal(int.MaxValue - 1, SecondsUntil.Of(long.MaxValue / 2, 0));
        Assert.Equal(-int.MaxValue, SecondsUntil.Of(long.MinValue / 2, 0));
    }
}
