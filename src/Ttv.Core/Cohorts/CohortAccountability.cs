namespace Ttv.Cohorts;

/// <summary>Who answers for a cohort, and what is still missing before it may be re-scored.</summary>
/// <param name="Cohort">The cohort's key.</param>
/// <param name="Owner">The named owner, or null.</param>
/// <param name="Proof">The linked proof of the intervention, an absolute URI, or null.</param>
/// <param name="Approver">The escalation approver, or null.</param>
public sealed record CohortAccountability(string Cohort, string? Owner, string? Proof, string? Approver)
{
    /// <summary>What is missing, of <c>owner</c>, <c>proof</c> and <c>approver</c>; empty: the cohort may be re-scored.</summary>
    public ValueList<string> Missing
    {
        get
        {
            var missing = new List<string>();
            if (Owner is null) missing.Add("owner");
            if (Proof is null) missing.Add("proof");
            if (Approver is null) missing.Add("approver");
            return [.. missing];
        }
    }
}
