namespace Ttv.Cohorts;

/// <summary>Whether a lagging cohort may be re-scored, and what it comes to.</summary>
/// <param name="Cohort">The cohort's key.</param>
/// <param name="Missing">What is missing before it may be, of <c>owner</c>, <c>proof</c> and <c>approver</c>; empty: it may.</param>
/// <param name="Result">The new figures; null where it is refused.</param>
public sealed record RescoreDecision(string Cohort, ValueList<string> Missing, CohortResult? Result)
{
    /// <summary>Whether it was re-scored.</summary>
    public bool IsAllowed => Missing.Count == 0;
}
