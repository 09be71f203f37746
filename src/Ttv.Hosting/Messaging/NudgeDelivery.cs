namespace Ttv.Hosting.Messaging;

/// <summary>What became of a nudge.</summary>
/// <remarks><c>default</c> is <see cref="NotSent"/>. Immutable.</remarks>
public readonly record struct NudgeDelivery
{
    private NudgeDelivery(bool isSent, bool asksReply)
    {
        IsSent = isSent;
        AsksReply = asksReply;
    }

    /// <summary>It took effect: a fact records it.</summary>
    public static NudgeDelivery Sent { get; } = new(isSent: true, asksReply: false);

    /// <summary>It took effect and asks the customer to reply: silence counts as low engagement from then on.</summary>
    public static NudgeDelivery SentAskingReply { get; } = new(isSent: true, asksReply: true);

    /// <summary>It was dropped on purpose, such as for want of an address. No fact records it, the message is done with, and it counts as an attempt.</summary>
    public static NudgeDelivery NotSent => default;

    /// <summary>Whether it took effect.</summary>
    public bool IsSent { get; }

    /// <summary>Whether the customer was asked to reply.</summary>
    public bool AsksReply { get; }
}
