namespace Ttv.Journeys;

/// <summary>What a <see cref="TrailEntry"/> sets. Wire names: <c>owner, proof, approver</c>.</summary>
public enum TrailKind
{
    /// <summary>The person answerable for the account's first value.</summary>
    Owner,

    /// <summary>The evidence of the first value.</summary>
    Proof,

    /// <summary>The person who may approve a human escalation.</summary>
    Approver,
}
