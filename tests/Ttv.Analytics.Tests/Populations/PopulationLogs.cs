using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>Definitions of several kinds, and whole logs of a few accounts with every kind of event, for properties.</summary>
internal static class PopulationLogs
{
    public static readonly Instant T0 = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly string[] PlainNames = ["registered", "imported", "invited", "report", "page", "login", "expert_mode", "beginner", "error", "call", "cancel", "no_more"];

    private static readonly string[] OtherNames = ["mail_sent", "question_sent", "mail_clicked", "mail_ignored", "answered", "back", "holiday", "resumed", "status"];

    private static readonly Fact[] SignUps =
    [
        new SignedUp(EventProperties.Of(("segment", "team"), ("plan", "pro"))), new SignedUp(EventProperties.Of(("segment", "shop"))),
        new SignedUp(EventProperties.Of(("segment", "nobody"))), new SignedUp(EventProperties.Empty),
    ];

    private static readonly Fact[] PlainFacts =
    [
        new SegmentAssigned(SegmentKey.Create("team")), new SegmentAssigned(SegmentKey.Create("shop")), new SegmentAssigned(SegmentKey.Create("gone")),
        new OutcomeDeclared("a report every Monday"), new OwnerAssigned("Ann", "Bob"), new ProofAttached(new Uri("https://proof.example/1"), "Ann"),
        new ApproverNamed("Cy", "Ann"), new BlockerReported(BlockerType.Strategy, "no idea"), new AssistGiven("Ann"), new Escalated("k1", "Cy", 0.5),
        new BandChanged(RiskBand.High), new BandChanged(RiskBand.Low), new Churned(null), new SurveyAnswered("p", "the import", BlockerType.Setup),
        new FitAssessed(0.7, 0.9), new FitAssessed(0.1, 0), new ExperienceDeclared(Complexity.Standard), new FlowChosen(Complexity.Advanced), new Unsubscribed(),
    ];

    private static readonly Fact[] OtherFacts =
    [
        new ProfileObserved(EventProperties.Of(("plan", "free"), ("role", "ceo"))), new PathChanged(Complexity.Starter), new PathChanged(Complexity.Advanced),
        new NudgeSent("k1", "stalled", "import", true), new NudgeEngaged("k1"), new NudgeIgnored("k1"), new NudgeReplied("k1"), new NudgeEngaged("k2"),
        new ClockPaused("holiday"), new ClockResumed(), new Reactivated(),
    ];

    /// <summary>What sign-up is, what sessions are, and what paths ask for, each in more than one way.</summary>
    public static TtvDefinitions[] Definitions { get; } =
    [
        new(Catalog(isOrdered: false), Vocabulary(namesSessions: false), new EventPattern("registered"), dimensions: ["platform"], profileKeys: ["plan"]),
        new(Catalog(isOrdered: true), Vocabulary(namesSessions: true), new EventPattern("registered")),
        new(Catalog(isOrdered: false), Vocabulary(namesSessions: true), dimensions: ["platform"]),
        new(Catalog(isOrdered: true), zone: DateTimeZoneProviders.Tzdb["Europe/Berlin"], signUp: new EventPattern("registered", occurrence: 2)),
        // Steps of an odd number of microseconds, half of which is none.
        new(Catalog(isOrdered: false, finer: Duration.FromTicks(40))),
        new(Catalog(isOrdered: false, asksForDate: true, finer: Duration.FromNanoseconds(100)), zone: DateTimeZoneProviders.Tzdb["Europe/Berlin"]),
    ];

    /// <summary>Up to four accounts with up to 30 events each, among which ids repeat, sometimes with another content.</summary>
    public static Gen<TtvEvent[]> AnyLog { get; } =
        from count in Gen.Choose(0, 4)
        from logs in AnyAccount.ArrayOf(count)
        select logs.SelectMany((events, i) => events(AccountId.Create($"account-{i}"))).ToArray();

    public static Instant At(double hours) => T0 + Duration.FromHours(hours);

    public static T[] Shuffle<T>(IEnumerable<T> items, int seed)
    {
        var array = items.ToArray();
        new Random(seed).Shuffle(array);
        return array;
    }

    private static Gen<Func<AccountId, IEnumerable<TtvEvent>>> AnyAccount =>
        from isPlain in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from signUp in Gen.Frequency((5, Gen.Choose(0, 200).Select(h => (int?)h)), (1, Gen.Constant((int?)null)))
        from how in Gen.Elements(SignUps)
        from size in Gen.Choose(0, 30)
        from events in AnyEvent(isPlain).ArrayOf(size)
        select new Func<AccountId, IEnumerable<TtvEvent>>(account => (signUp is { } hour ? [TtvEvent.Create(account, At(hour), how, EventId.Create("up"))] : Array.Empty<TtvEvent>()).Concat(events.Select(e => e(account))));

    /// <summary>An event within 25 days, on half hours less or more a moment, so that ties are common; sometimes recorded late or early.</summary>
    private static Gen<Func<AccountId, TtvEvent>> AnyEvent(bool isPlain) =>
        from half in Gen.Choose(0, 1200)
        from moment in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(-1, 1)))
        from delay in isPlain ? Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(0, 48))) : Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Choose(0, 48)), (1, Gen.Choose(-3, 0)))
        from body in isPlain ? PlainBody : Gen.OneOf(PlainBody, OtherBody)
        from id in Gen.Choose(0, isPlain ? 2_000 : 60)
        from named in Gen.Elements(true, false)
        select new Func<AccountId, TtvEvent>(account =>
        {
            var at = At(half / 2.0) + Duration.FromMilliseconds(moment);
            return TtvEvent.Create(account, at, body, named ? EventId.Create($"e{id}") : null, delay == 0 ? null : at + Duration.FromHours(delay));
        });

    private static Gen<EventBody> PlainBody =>
        Gen.Frequency((3, Gen.Elements(PlainNames).SelectMany(Product)), (1, Gen.Elements(PlainFacts).Select(f => (EventBody)f)));

    private static Gen<EventBody> OtherBody =>
        Gen.Frequency((1, Gen.Elements(OtherNames).SelectMany(Product)), (1, Gen.Elements(OtherFacts.Concat(SignUps)).Select(f => (EventBody)f)));

    private static Gen<EventBody> Product(string name) =>
        from rows in Gen.Elements(5, 10, 20)
        from platform in Gen.Elements("mobile", "web")
        select (EventBody)new ProductEvent(name, EventProperties.Of(("rows", rows), ("platform", platform), ("plan", "pro")));

    private static EventVocabulary Vocabulary(bool namesSessions) => new([
        new VocabularyEntry("mail_sent", EventRole.ReminderSent), new VocabularyEntry("question_sent", EventRole.ReplyAsked),
        new VocabularyEntry("mail_clicked", EventRole.ReminderEngaged), new VocabularyEntry("mail_ignored", EventRole.ReminderIgnored),
        new VocabularyEntry("answered", EventRole.Reply), new VocabularyEntry("no_more", EventRole.Unsubscribe),
        new VocabularyEntry("expert_mode", EventRole.FlowChosen, level: Complexity.Advanced),
        new VocabularyEntry("beginner", EventRole.ExperienceDeclared, level: Complexity.Starter), new VocabularyEntry("beginner", EventRole.FlowChosen, level: Complexity.Starter),
        new VocabularyEntry("error", EventRole.Blocker, BlockerType.Integration), new VocabularyEntry("call", EventRole.Assist),
        new VocabularyEntry("cancel", EventRole.Churn), new VocabularyEntry("back", EventRole.Reactivation),
        // Read by a property that is no dimension, so that two meanings share all that is kept.
        new VocabularyEntry(new EventPattern("status", [new PropertyCondition("rows", PropertyOperator.Equals, 5)]), EventRole.Churn),
        new VocabularyEntry(new EventPattern("status", [new PropertyCondition("rows", PropertyOperator.Equals, 10)]), EventRole.Reactivation),
        new VocabularyEntry("holiday", EventRole.Pause), new VocabularyEntry("resumed", EventRole.Resume),
        .. namesSessions ? new[] { new VocabularyEntry("login", EventRole.Session) } : [],
    ]);

    private static SegmentCatalog Catalog(bool isOrdered, bool asksForDate = false, Duration finer = default) => SegmentCatalog.Create(
        SegmentDefinition.Create("team", "Team", TeamPath(Complexity.Standard, 96, isOrdered, finer), TeamPath(Complexity.Starter, 48, isOrdered, finer)),
        SegmentDefinition.Create("team", "Team", TeamPath(Complexity.Standard, 120, isOrdered, finer)) with { Version = 2, EffectiveFrom = At(100) + finer },
        SegmentDefinition.Create("shop", "Shop", MilestonePath.Create(
            "shop", "Shop", Duration.FromDays(7),
            [
                new Milestone { Key = "invite", Title = "invited thrice", CompletedBy = new EventPattern("invited", occurrence: 3, onLaterDateThanSignUp: asksForDate), StartedBy = new EventPattern("invited", onLaterDateThanSignUp: asksForDate) },
                new Milestone { Key = "look", Title = "looked", CompletedBy = "page", DueOffset = Duration.FromHours(100) },
                new Milestone { Key = "import", Title = "imported", CompletedBy = "imported", DueOffset = Duration.FromHours(100), StartedBy = "login" },
            ],
            new Milestone { Key = "report", Title = "report", CompletedBy = "report" })));

    private static MilestonePath TeamPath(Complexity variant, int hours, bool isOrdered, Duration finer) => MilestonePath.Create(
        "team", "Team", Duration.FromHours(hours) + finer,
        [
            new Milestone { Key = "import", Title = "imported", CompletedBy = "imported", StartedBy = "login" },
            new Milestone { Key = "invite", Title = "invited", CompletedBy = new EventPattern("invited", occurrence: 2), IsOptional = true },
            new Milestone { Key = "look", Title = "looked", CompletedBy = "page", StartedBy = new EventPattern("login", occurrence: 2) },
        ],
        new Milestone { Key = "report", Title = "report", CompletedBy = new EventPattern("report", [new PropertyCondition("rows", PropertyOperator.GreaterOrEqual, 10)]), StartedBy = "report" },
        variant,
        isOrdered);
}
