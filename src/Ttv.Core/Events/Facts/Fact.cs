using System.Collections.Frozen;

namespace Ttv.Events;

/// <summary>
/// One of Ttv's own facts. A fact travels as an event whose name begins with <c>ttv.</c> and whose properties hold its
/// fields, so that any product log can carry it.
/// </summary>
public abstract record Fact : EventBody
{
    /// <summary>What every fact's name begins with: <c>ttv.</c>.</summary>
    public const string Prefix = "ttv.";

    private static readonly FrozenDictionary<string, Func<FactReader, Fact>> Readers = new Dictionary<string, Func<FactReader, Fact>>
    {
        [SignedUp.WireName] = static p => new SignedUp(p.All),
        [ProfileObserved.WireName] = static p => new ProfileObserved(p.All),
        [SegmentAssigned.WireName] = static p => new SegmentAssigned(p.Segment("segment")),
        [PathChanged.WireName] = static p => new PathChanged(p.OneOf<Complexity>("variant")),
        [OutcomeDeclared.WireName] = static p => new OutcomeDeclared(p.Text("outcome", 1000)),
        [OwnerAssigned.WireName] = static p => new OwnerAssigned(p.Text("owner", 200), p.Text("set_by", 200)),
        [ProofAttached.WireName] = static p => new ProofAttached(p.Uri("link"), p.Text("set_by", 200)),
        [ApproverNamed.WireName] = static p => new ApproverNamed(p.Text("approver", 200), p.Text("set_by", 200)),
        [BlockerReported.WireName] = static p => new BlockerReported(p.OneOf<BlockerType>("blocker"), p.OptionalText("note", 1000)),
        [NudgeSent.WireName] = static p => new NudgeSent(p.Text("key", 256), p.OptionalText("rule", 200), p.OptionalText("milestone", 200), p.Flag("asks_reply")),
        [NudgeEngaged.WireName] = static p => new NudgeEngaged(p.OptionalText("key", 256)),
        [NudgeIgnored.WireName] = static p => new NudgeIgnored(p.OptionalText("key", 256)),
        [NudgeReplied.WireName] = static p => new NudgeReplied(p.OptionalText("key", 256)),
        [Unsubscribed.WireName] = static _ => new Unsubscribed(),
        [AssistGiven.WireName] = static p => new AssistGiven(p.OptionalText("by", 200)),
        [Escalated.WireName] = static p => new Escalated(p.OptionalText("key", 256), p.OptionalText("approver", 200), p.OptionalShare("predicted_recovery")),
        [BandChanged.WireName] = static p => new BandChanged(p.OneOf<RiskBand>("band")),
        [ClockPaused.WireName] = static p => new ClockPaused(p.OptionalText("reason", 1000)),
        [ClockResumed.WireName] = static _ => new ClockResumed(),
        [Churned.WireName] = static p => new Churned(p.OptionalText("reason", 1000)),
        [Reactivated.WireName] = static _ => new Reactivated(),
        [SurveyAnswered.WireName] = static p => new SurveyAnswered(p.Text("prompt", 200), p.Text("answer", 4000), p.OptionalOneOf<BlockerType>("blocker")),
        [FitAssessed.WireName] = static p => new FitAssessed(p.Share("potential_value"), p.Share("expansion")),
        [ExperienceDeclared.WireName] = static p => new ExperienceDeclared(p.OneOf<Complexity>("experience")),
        [FlowChosen.WireName] = static p => new FlowChosen(p.OneOf<Complexity>("flow")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private protected Fact()
    {
    }

    /// <summary>The names of all facts about an account, in ordinal order.</summary>
    public static ValueList<string> AllNames { get; } = Readers.Keys.Order(StringComparer.Ordinal).ToValueList();

    /// <summary>Reads a fact from its name and properties; properties it does not know are ignored, as in any product event.</summary>
    /// <returns>False with the field, the value and what is allowed where they do not fit.</returns>
    public static bool TryRead(string name, EventProperties properties, out Fact? fact, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(properties);
        fact = null;
        if (!Readers.TryGetValue(name, out var read))
        {
            fault = $"event name '{Text.Names.Shorten(name)}' is no fact of Ttv: {string.Join(", ", AllNames.AsEnumerable())} are allowed.";
            return false;
        }

        var reader = new FactReader(name, properties);
        fact = reader.Read(read);
        fault = reader.Fault;
        return fact is not null;
    }
}
