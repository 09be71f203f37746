using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Support;

/// <summary>Short ways to write logs, and generators of whole logs for properties.</summary>
internal static class Logs
{
    public static readonly AccountId Acme = AccountId.Create("acme");
    public static readonly Instant T0 = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static Instant At(double hours) => T0 + Duration.FromHours(hours);

    public static TtvEvent Product(double hours, string name, params (string, PropertyValue)[] properties) =>
        TtvEvent.Product(Acme, At(hours), name, EventProperties.Of(properties));

    public static TtvEvent Told(double hours, Fact fact) => TtvEvent.Create(Acme, At(hours), fact);

    public static TtvEvent SignUp(double hours = 0, string segment = "founder") =>
        Told(hours, new SignedUp(EventProperties.Of(("segment", segment))));

    public static TtvDefinitions PlaybookDefinitions { get; } = new(SegmentCatalog.Create(Playbook.All.AsEnumerable()));

    /// <summary>A segment with a starter variant, an optional step, start events and a vocabulary that uses every role.</summary>
    public static TtvDefinitions RichDefinitions { get; } = new(
        SegmentCatalog.Create(SegmentDefinition.Create("team", "Team", StandardPath(), StarterPath())),
        new EventVocabulary([
            new VocabularyEntry("mail_sent", EventRole.ReminderSent), new VocabularyEntry("question_sent", EventRole.ReplyAsked),
            new VocabularyEntry("mail_clicked", EventRole.ReminderEngaged), new VocabularyEntry("mail_ignored", EventRole.ReminderIgnored),
            new VocabularyEntry("answered", EventRole.Reply), new VocabularyEntry("no_more", EventRole.Unsubscribe),
            new VocabularyEntry("expert_mode", EventRole.FlowChosen, level: Complexity.Advanced),
            new VocabularyEntry("beginner", EventRole.ExperienceDeclared, level: Complexity.Starter),
            new VocabularyEntry("error", EventRole.Blocker, BlockerType.Integration), new VocabularyEntry("call", EventRole.Assist),
            new VocabularyEntry("cancel", EventRole.Churn), new VocabularyEntry("back", EventRole.Reactivation),
            new VocabularyEntry("holiday", EventRole.Pause), new VocabularyEntry("resumed", EventRole.Resume),
        ]),
        new EventPattern("registered"),
        dimensions: ["platform"],
        profileKeys: ["plan"]);

    public static MilestonePath StandardPath() => MilestonePath.Create(
        "team_standard", "Standard", Duration.FromHours(96),
        [
            new Milestone { Key = "import", Title = "data imported", CompletedBy = "imported", StartedBy = "import_started", Hides = BlockerType.Integration },
            new Milestone { Key = "invite", Title = "team invited", CompletedBy = new EventPattern("invited", occurrence: 2), IsOptional = true },
        ],
        new Milestone { Key = "report", Title = "first report", CompletedBy = new EventPattern("report", [new PropertyCondition("rows", PropertyOperator.GreaterOrEqual, 10)]) });

    public static MilestonePath StarterPath() => MilestonePath.Create(
        "team_starter", "Starter", Duration.FromHours(48), [],
        new Milestone { Key = "report", Title = "first report", CompletedBy = new EventPattern("report", [new PropertyCondition("rows", PropertyOperator.GreaterOrEqual, 10)]) },
        Complexity.Starter);

    private static readonly string[] Names =
    [
        "registered", "imported", "import_started", "invited", "report", "page", "mail_sent", "question_sent", "mail_clicked", "mail_ignored",
        "answered", "no_more", "expert_mode", "beginner", "error", "call", "cancel", "back", "holiday", "resumed",
    ];

    private static readonly Fact[] Facts =
    [
        new SignedUp(EventProperties.Of(("plan", "pro"))), new ProfileObserved(EventProperties.Of(("plan", "free"), ("role", "ceo"))),
        new SegmentAssigned(SegmentKey.Create("team")), new PathChanged(Complexity.Starter), new PathChanged(Complexity.Advanced),
        new OutcomeDeclared("a report every Monday"), new OwnerAssigned("Ann", "Bob"), new ProofAttached(new Uri("https://proof.example/1"), "Ann"),
        new ApproverNamed("Cy", "Ann"), new BlockerReported(BlockerType.Strategy, "no idea"), new NudgeSent("k1", "stalled", "import", true),
        new NudgeEngaged("k1"), new NudgeIgnored("k1"), new NudgeReplied("k1"), new AssistGiven("Ann"), new Escalated("k1", "Cy", 0.5),
        new BandChanged(RiskBand.High), new ClockPaused("holiday"), new ClockResumed(), new Churned(null), new Reactivated(),
        new SurveyAnswered("p", "the import", BlockerType.Setup), new FitAssessed(0.7, 0.9), new ExperienceDeclared(Complexity.Standard), new FlowChosen(Complexity.Advanced), new Unsubscribed(),
    ];

    /// <summary>One event of account acme within ten days, on whole hours so that ties are common; sometimes recorded late or early.</summary>
    public static Gen<TtvEvent> AnyEvent { get; } =
        from hour in Gen.Choose(0, 240)
        from delay in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Choose(0, 48)), (1, Gen.Choose(-3, 0)))
        from body in Gen.Frequency(
            (3, from name in Gen.Elements(Names)
                from rows in Gen.Elements(5, 10, 20)
                from platform in Gen.Elements("mobile", "web")
                select (EventBody)new ProductEvent(name, EventProperties.Of(("rows", rows), ("platform", platform), ("plan", "pro")))),
            (2, Gen.Elements(Facts).Select(f => (EventBody)f)))
        from id in Gen.Choose(0, 60)
        from named in Gen.Elements(true, false)
        select TtvEvent.Create(
            Acme, At(hour), body,
            named ? EventId.Create($"e{id}") : null,
            delay == 0 ? null : At(hour + delay));

    /// <summary>Up to 60 events, among which ids repeat, sometimes with another content.</summary>
    public static Gen<TtvEvent[]> AnyLog { get; } =
        from size in Gen.Choose(0, 60)
        from events in AnyEvent.ArrayOf(size)
        select events;

    public static T[] Shuffle<T>(IEnumerable<T> items, int seed)
    {
        var array = items.ToArray();
        new Random(seed).Shuffle(array);
        return array;
    }
}
