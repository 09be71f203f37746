namespace Ttv.Events;

/// <summary>A nudge or reminder reached the customer.</summary>
/// <remarks>Wire name <c>ttv.nudge_sent</c>.</remarks>
public sealed record NudgeSent : Fact
{
    internal const string WireName = "ttv.nudge_sent";

    /// <summary>Creates the fact.</summary>
    /// <param name="key">The decision's key: its identity everywhere.</param>
    /// <param name="rule">The rule that decided it, or null for a reminder from elsewhere.</param>
    /// <param name="milestone">The milestone it was about, or null.</param>
    /// <param name="asksReply">Whether the customer was asked to reply.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public NudgeSent(string key, string? rule, string? milestone, bool asksReply)
    {
        Key = FactFields.Text("key", key, 256);
        Rule = rule is null ? null : FactFields.Text("rule", rule, 200);
        Milestone = milestone is null ? null : FactFields.Text("milestone", milestone, 200);
        AsksReply = asksReply;
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The decision's key: its identity everywhere.</summary>
    public string Key { get; }

    /// <summary>The rule that decided it, or null for a reminder from elsewhere.</summary>
    public string? Rule { get; }

    /// <summary>The milestone it was about, or null.</summary>
    public string? Milestone { get; }

    /// <summary>Whether the customer was asked to reply.</summary>
    public bool AsksReply { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("key", PropertyValue.Of(Key)), ("rule", FactFields.Optional(Rule)), ("milestone", FactFields.Optional(Milestone)), ("asks_reply", PropertyValue.Of(AsksReply)));
}
