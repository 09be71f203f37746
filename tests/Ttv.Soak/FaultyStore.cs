using NodaTime;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Storage;

namespace Ttv.Soak;

/// <summary>Lets a store fail before or after it did what it was asked, or hang for longer than its caller's lease.</summary>
internal sealed class StoreFaults(Random random)
{
    private bool _hangs;

    public bool IsOn { get; set; } = true;

    /// <summary>What others do while a call hangs.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public async ValueTask<T> Do<T>(Func<ValueTask<T>> work)
    {
        var fate = IsOn ? random.Next(15) : -1;
        if (fate == 0) throw new TtvStoreException("failed before it did anything");
        if (fate == 2 && !_hangs)
        {
            _hangs = true;
            await Meanwhile();
            _hangs = false;
        }

        var result = await work();
        return fate == 1 ? throw new TtvStoreException("failed after it was done") : result;
    }

    public async ValueTask Do(Func<ValueTask> work) => await Do(async () =>
    {
        await work();
        return true;
    });
}

internal sealed class FaultyLog(IEventLog log, StoreFaults faults) : IEventLog
{
    public ValueTask AppendAsync(IReadOnlyCollection<TtvEvent> events, CancellationToken cancellationToken = default) => faults.Do(() => log.AppendAsync(events, cancellationToken));

    public IAsyncEnumerable<TtvEvent> ReadAsync(AccountId account, CancellationToken cancellationToken = default) => log.ReadAsync(account, cancellationToken);

    public IAsyncEnumerable<TtvEvent> ReadAllAsync(Instant? from = null, CancellationToken cancellationToken = default) => log.ReadAllAsync(from, cancellationToken);
}

internal sealed class FaultyAccounts(IAccountStore store, StoreFaults faults) : IAccountStore
{
    public ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) =>
        faults.Do(() => store.ClaimDueAsync(owner, now, lease, limit, cancellationToken));

    public ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default) =>
        faults.Do(() => store.CommitAsync(owner, commits, cancellationToken));

    public ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default) => store.FindAsync(account, cancellationToken);

    public IAsyncEnumerable<AccountState> ReadSetAsideAsync(CancellationToken cancellationToken = default) => store.ReadSetAsideAsync(cancellationToken);

    public ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default) => store.ReplayAsync(account, cancellationToken);

    public ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default) => store.GetDueStatusAsync(now, cancellationToken);
}

internal sealed class FaultyOutbox(IOutbox outbox, StoreFaults faults) : IOutbox
{
    public ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default) => faults.Do(() => outbox.ClaimAsync(owner, lease, limit, cancellationToken));

    public ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) => faults.Do(() => outbox.CompleteAsync(owner, keys, cancellationToken));

    public ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default) => faults.Do(() => outbox.RetryAsync(owner, key, delay, fault, cancellationToken));

    public ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default) => faults.Do(() => outbox.SetAsideAsync(owner, key, reason, cancellationToken));

    public ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default) => outbox.GetStatusAsync(cancellationToken);
}

internal sealed class FaultyInbox(IInbox inbox, StoreFaults faults) : IInbox
{
    public ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default) =>
        faults.Do(() => inbox.ProcessAsync(key, effect, cancellationToken));
}
