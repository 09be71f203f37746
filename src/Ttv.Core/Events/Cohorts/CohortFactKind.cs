namespace Ttv.Events;

/// <summary>What a <see cref="CohortFact"/> says. Wire names: <c>owner_assigned, proof_attached, approver_named</c>.</summary>
public enum CohortFactKind
{
    /// <summary>A named person became answerable for the cohort.</summary>
    OwnerAssigned,

    /// <summary>Proof of the intervention was linked.</summary>
    ProofAttached,

    /// <summary>A named person may approve the cohort's escalations.</summary>
    ApproverNamed,
}
