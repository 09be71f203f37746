using NodaTime;
using Ttv.Events;

namespace Ttv.Nudges;

/// <summary>What to do about one rule for one account now, and why.</summary>
/// <remarks>Immutable, compared by value. Its <see cref="Key"/> is the idempotency key everywhere downstream.</remarks>
public sealed record NudgeDecision
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The rule's key.</summary>
    public required string Rule { get; init; }

    /// <summary>What to do.</summary>
    public required NudgeOutcome Outcome { get; init; }

    /// <summary>How it reaches somebody; a human where it is escalated.</summary>
    public required NudgeChannel Channel { get; init; }

    /// <summary>All reasons, in stable codes (see <see cref="NudgeReasons"/>): triggers first, then what holds it back or moves it up.</summary>
    public required ValueList<string> Reasons { get; init; }

    /// <summary>The same for the same account, rule, milestone, episode and attempt; at most 256 characters.</summary>
    public required string Key { get; init; }

    /// <summary>The key of the milestone it is about, or null: the account as a whole.</summary>
    public string? Milestone { get; init; }

    /// <summary>Progress and reactivation open a new episode; 0 is the first.</summary>
    public required int Episode { get; init; }

    /// <summary>Which attempt for this milestone and episode, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>When to judge afresh; set where it is deferred, and only there.</summary>
    public Instant? DeferUntil { get; init; }

    /// <summary>When the answer could change with nothing else happening, or null: only an event changes it.</summary>
    public Instant? NextCheckAt { get; init; }

    /// <summary>What to say, plain text: encode it for wherever it is shown. Null where nothing is sent or escalated.</summary>
    public string? Copy { get; init; }

    /// <summary>The help page against what usually hides behind the milestone, or null.</summary>
    public Uri? HelpAsset { get; init; }

    /// <summary>The one-click next action, or null.</summary>
    public Uri? NextAction { get; init; }

    /// <summary>Whether to offer a slot for a quick call.</summary>
    public bool OffersQuickCall { get; init; }

    /// <summary>The event that triggered it, or null.</summary>
    public EventId? Evidence { get; init; }

    /// <summary>The proof asset on the account's trail, an absolute URI, or null.</summary>
    public string? Proof { get; init; }

    /// <summary>Who answers for the account, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Who may approve an escalation of the account, or null.</summary>
    public string? Approver { get; init; }

    /// <summary>The segment.</summary>
    public SegmentKey? Segment { get; init; }

    /// <summary>The version of the segment's definition it was judged by; 0 where no segment is known.</summary>
    public int DefinitionVersion { get; init; }

    /// <summary>The instant it was decided at.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>
    /// The fact that tells of the effect: nudge sent, or escalated where the outcome is that. Its event id follows from
    /// <see cref="Key"/>, so that told twice it is one fact.
    /// </summary>
    /// <param name="at">When it took effect; an instant before <see cref="AsOf"/>, told by another machine's clock, becomes <see cref="AsOf"/>.</param>
    /// <param name="asksReply">Whether the customer was asked to reply; does not matter to an escalation.</param>
    /// <exception cref="InvalidOperationException">The outcome is neither to send nor to escalate.</exception>
    public TtvEvent ToFact(Instant at, bool asksReply = false)
    {
        Fact fact = Outcome switch
        {
            NudgeOutcome.Send => new NudgeSent(Key, Rule, Milestone, asksReply),
            NudgeOutcome.Escalate => new Escalated(Key, Approver, predictedRecovery: null),
            _ => throw new InvalidOperationException($"Decision '{Key}' is to {WireName.Of(Outcome)}: only what is sent or escalated takes effect."),
        };
        var taken = Instants.Max(at, AsOf);
        return TtvEvent.Create(Account, taken, fact, EventId.OfHash($"effect\n{Account.Value}\n{Key}"), taken);
    }
}
