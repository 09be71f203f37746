using NodaTime;
using Ttv.Events;

namespace Ttv.Cohorts;

/// <summary>
/// Keeps a lagging cohort from being re-scored until somebody answers for it: a named owner, linked proof of the
/// intervention and an escalation approver.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class AccountabilityGate
{
    /// <summary>Who answers for a cohort by the facts known at an instant; the latest of each kind counts.</summary>
    /// <param name="cohort">The cohort's key.</param>
    /// <param name="facts">The cohorts' trail, in any order; facts of other cohorts do not count.</param>
    /// <param name="asOf">The instant; facts recorded or occurring later do not count.</param>
    public static CohortAccountability Check(string cohort, IEnumerable<CohortFact> facts, Instant asOf)
    {
        ArgumentException.ThrowIfNullOrEmpty(cohort);
        ArgumentNullException.ThrowIfNull(facts);
        string? owner = null, proof = null, approver = null;
        foreach (var fact in facts.Where(f => string.Equals(f.Cohort, cohort, StringComparison.Ordinal) && f.RecordedAt <= asOf && f.OccurredAt <= asOf)
            .OrderBy(f => f.OccurredAt).ThenBy(f => f.RecordedAt).ThenBy(f => f.Value, StringComparer.Ordinal))
        {
            switch (fact.Kind)
            {
                case CohortFactKind.OwnerAssigned:
                    owner = fact.Value;
                    break;
                case CohortFactKind.ProofAttached:
                    proof = fact.Value;
                    break;
                case CohortFactKind.ApproverNamed:
                    approver = fact.Value;
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(facts), fact.Kind, $"{WireName.Allowed<CohortFactKind>()} are allowed.");
            }
        }

        return new CohortAccountability(cohort, owner, proof, approver);
    }

    /// <summary>
    /// Re-scores a cohort of a frozen review by a fresh one. One that lagged is refused while owner, proof or approver is
    /// missing at the fresh review's instant.
    /// </summary>
    /// <exception cref="ArgumentException">One of the reviews has no cohort of that key.</exception>
    public static RescoreDecision Rescore(CohortReview frozen, CohortReview fresh, string cohort, IEnumerable<CohortFact> facts)
    {
        ArgumentNullException.ThrowIfNull(frozen);
        ArgumentNullException.ThrowIfNull(fresh);
        var before = Find(frozen, cohort, nameof(frozen));
        var after = Find(fresh, cohort, nameof(fresh));
        var missing = before.IsLagging ? Check(cohort, facts, fresh.AsOf).Missing : [];
        return new RescoreDecision(cohort, missing, missing.Count == 0 ? after : null);
    }

    private static CohortResult Find(CohortReview review, string cohort, string parameter) =>
        review.Find(cohort) ?? throw new ArgumentException($"cohort '{Text.Names.Shorten(cohort ?? "")}' is not in the review as of {review.AsOf}: {string.Join(", ", review.Cohorts.Select(c => c.Key).Take(20))} are.", parameter);
}
