using NodaTime;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.Hosting.InMemory;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        StorePorts.CheckClaim(owner, lease, limit);
        lock (_gate)
        {
            var claimed = new List<ClaimedAccount>();
            foreach (var account in _accounts.Values.Where(a => a.State.DueAt <= now && a.Hold.IsFree(Since())).OrderBy(a => a.State.DueAt).Take(limit).ToArray())
            {
                account.Hold = HoldBy(owner, lease);
                account.Version++;
                claimed.Add(new ClaimedAccount
                {
                    State = account.State,
                    Version = account.Version,
                    Wakes = account.Wakes,
                    Events = account.Events.ToValueList(),
                    Decisions = account.Decisions.Values.ToValueList(),
                });
            }

            return new([.. claimed]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(commits);
        lock (_gate)
        {
            var fenced = new List<AccountId>();
            foreach (var commit in commits)
            {
                if (!_accounts.TryGetValue(commit.State.Account, out var account) || account.Version != commit.Version || account.Hold.Owner != owner)
                {
                    fenced.Add(commit.State.Account);
                    continue;
                }

                account.State = account.Wakes == commit.Wakes ? commit.State : commit.State with { DueAt = account.State.DueAt };
                account.Hold = default;
                account.Version++;
                Append(commit.Facts.AsEnumerable(), wakes: false);
                foreach (var decision in commit.Decisions)
                {
                    if (account.Decisions.TryAdd(decision.Key, decision) && decision.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate)
                        PutOut(new NudgeMessage(decision, commit.TraceParent));
                }
            }

            return new([.. fenced]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        lock (_gate) return new(_accounts.TryGetValue(account, out var known) ? known.State : null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<AccountState> ReadSetAsideAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate) return _accounts.Values.Select(a => a.State).Where(s => s.IsSetAside).ToArray().ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(account, out var known)) return new(false);
            known.State = known.State with { Failures = 0, Fault = null, DueAt = Instant.MinValue };
            known.Wakes++;
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            // What an event made due is due since the beginning of time; it counts from when it was first seen waiting.
            foreach (var account in _accounts.Values.Where(a => a.State.DueAt == Instant.MinValue && !(a.WaitingSince <= now))) account.WaitingSince = now;
            var oldest = _accounts.Values.Min(a => a.State.DueAt == Instant.MinValue ? a.WaitingSince : a.State.DueAt);
            return new(new DueStatus(oldest < now ? now - oldest.Value : Duration.Zero, _accounts.Values.LongCount(a => a.State.IsSetAside)));
        }
    }
}
