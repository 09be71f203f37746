using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>What was last found out about every account, and when it is to be looked at again.</summary>
/// <remarks>Any number of workers claim and commit at once; nobody leads. Thread-safe.</remarks>
public interface IAccountStore
{
    /// <summary>
    /// Claims due accounts that nobody else holds, the longest due first, and reads what is needed to evaluate them. A claim raises
    /// the account's version, so that a commit by an earlier holder is refused.
    /// </summary>
    /// <param name="owner">Who claims; 1 to 128 characters, unique to the running instance.</param>
    /// <param name="now">Accounts due at or before this instant are claimed.</param>
    /// <param name="lease">How long the claim holds, by the store's own clock; above zero.</param>
    /// <param name="limit">At most so many; 1 or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes evaluations in one transaction: states, decisions, facts, and an outbox message for every decision that is to take
    /// effect and whose key is new. An account that is no longer held under the version claimed is left out. An account that was
    /// told of new events since its claim stays due.
    /// </summary>
    /// <returns>The accounts left out: somebody else holds or held them since.</returns>
    /// <exception cref="TtvStoreException">The store failed; whether it was written is not known.</exception>
    ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default);

    /// <summary>What was last found out about an account; null where nothing of it is known, or it was not yet claimed.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default);

    /// <summary>The accounts set aside after too many failures, in ordinal order.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    IAsyncEnumerable<AccountState> ReadSetAsideAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes an account due at once, its failures forgotten; false where it is not known.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default);

    /// <summary>How far evaluation lags.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default);
}
