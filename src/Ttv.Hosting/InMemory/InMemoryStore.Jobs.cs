using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting.InMemory;

public sealed partial class InMemoryStore
{
    private readonly Dictionary<string, (Hold Hold, string? Note)> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredReview> _reviews = new(StringComparer.Ordinal);
    private readonly List<CohortFact> _cohortFacts = [];

    /// <inheritdoc/>
    public ValueTask<bool> TryAcquireAsync(string name, string owner, Duration lease, CancellationToken cancellationToken = default)
    {
        StorePorts.CheckLease(name, owner, lease);
        lock (_gate)
        {
            var known = _leases.GetValueOrDefault(name);
            if (!known.Hold.IsFree(Since()) && known.Hold.Owner != owner) return new(false);
            _leases[name] = known with { Hold = HoldBy(owner, lease) };
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(string name, string owner, string? note = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var known = _leases.GetValueOrDefault(name);
            if (known.Hold.Owner != owner) return new(false);
            _leases[name] = (default, note ?? known.Note);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadNoteAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_gate) return new(_leases.GetValueOrDefault(name).Note);
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(StoredReview review, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        lock (_gate) return new(_reviews.TryAdd(review.Key, review));
    }

    ValueTask<StoredReview?> IReviewStore.FindAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate) return new(_reviews.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask<ValueList<ReviewSlip>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate) return new(_reviews.Values.OrderByDescending(r => r.AsOf).Select(r => new ReviewSlip(r.Key, r.AsOf)).ToValueList());
    }

    /// <inheritdoc/>
    public ValueTask AppendCohortFactsAsync(IReadOnlyCollection<CohortFact> facts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        lock (_gate) _cohortFacts.AddRange(facts);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ValueList<CohortFact>> ReadCohortFactsAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate) return new(_cohortFacts.ToValueList());
    }

    /// <inheritdoc/>
    public ValueTask<int> DeleteHandledAsync(Duration age, int limit, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var old = _inbox.Where(i => i.Value < Since() - age.ToTimeSpan() && !IsOnItsWay(i.Key)).Select(i => i.Key).Take(limit).ToArray();
            foreach (var key in old) _inbox.Remove(key);
            return new(old.Length);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> DeleteDecisionsAsync(Instant before, int limit, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var deleted = 0;
            foreach (var account in _accounts.Values.Where(a => a.State is { DueAt: null, Fault: null }))
            {
                foreach (var old in account.Decisions.Values.Where(d => d.AsOf < before && !IsOnItsWay(d.Key)).Take(limit - deleted).ToArray())
                {
                    account.Decisions.Remove(old.Key);
                    deleted++;
                }
            }

            return new(deleted);
        }
    }
}
