using Ttv.Events;

namespace Ttv.Hosting.Storage;

/// <summary>The frozen weekly reviews, and the cohorts' accountability trail.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IReviewStore
{
    /// <summary>Keeps a review; false where one of that key is kept already: the first stays.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<bool> AddAsync(StoredReview review, CancellationToken cancellationToken = default);

    /// <summary>The review of a key, or null.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<StoredReview?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>The keys of all reviews with their instants, the latest first.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<ValueList<ReviewSlip>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Appends facts about cohorts: owner, proof, approver. All or none.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask AppendCohortFactsAsync(IReadOnlyCollection<CohortFact> facts, CancellationToken cancellationToken = default);

    /// <summary>All facts about cohorts, in any order.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<ValueList<CohortFact>> ReadCohortFactsAsync(CancellationToken cancellationToken = default);
}
