using NodaTime;
using Ttv.Hosting.Storage;

namespace Ttv.Soak;

/// <summary>Says when evaluation begins and ends, and passes its points. A pass that failed has ended too.</summary>
internal sealed class WatchedAccounts(IAccountStore store, KillPoints points) : IAccountStore
{
    private readonly Work _work = new(Sign.Evaluates);

    public async ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        // A pass that failed between claim and commit is over once the next begins.
        _work.End();
        var claimed = await store.ClaimDueAsync(owner, now, lease, limit, cancellationToken);
        if (claimed.Count == 0) return claimed;
        _work.Begin();
        points.Pass(KillPoint.AfterClaim);
        return claimed;
    }

    public async ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default)
    {
        try
        {
            points.Within(KillPoint.BeforeCommit, KillPoint.AfterCommit);
            return await store.CommitAsync(owner, commits, cancellationToken);
        }
        finally
        {
            _work.End();
        }
    }

    public ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default) => store.FindAsync(account, cancellationToken);

    public IAsyncEnumerable<AccountState> ReadSetAsideAsync(CancellationToken cancellationToken = default) => store.ReadSetAsideAsync(cancellationToken);

    public ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default) => store.ReplayAsync(account, cancellationToken);

    public ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default) => store.GetDueStatusAsync(now, cancellationToken);
}

/// <summary>Says when publishing begins and ends, and passes its points.</summary>
internal sealed class WatchedOutbox(IOutbox outbox, KillPoints points) : IOutbox
{
    private readonly Work _work = new(Sign.Publishes);
    private int _held;

    public async ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        _work.End();
        var claimed = await outbox.ClaimAsync(owner, lease, limit, cancellationToken);
        if (claimed.Count == 0) return claimed;
        Interlocked.Exchange(ref _held, claimed.Count);
        _work.Begin();
        return claimed;
    }

    public async ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        points.Pass(KillPoint.AfterPublish);
        points.Within(KillPoint.BeforeDelete, KillPoint.None);
        await LetGoAsync(outbox.CompleteAsync(owner, keys, cancellationToken), keys.Count);
    }

    public ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default) =>
        LetGoAsync(outbox.RetryAsync(owner, key, delay, fault, cancellationToken), 1);

    public ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default) =>
        LetGoAsync(outbox.SetAsideAsync(owner, key, reason, cancellationToken), 1);

    public ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default) => outbox.GetStatusAsync(cancellationToken);

    private async ValueTask LetGoAsync(ValueTask work, int messages)
    {
        try
        {
            await work;
        }
        finally
        {
            if (Interlocked.Add(ref _held, -messages) <= 0) _work.End();
        }
    }
}

/// <summary>Says when a message begins and ends to take effect, and passes its points.</summary>
internal sealed class WatchedInbox(IInbox inbox, KillPoints points) : IInbox
{
    public async ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        Worker.Say(Sign.Receives);
        try
        {
            points.Within(KillPoint.BeforeEffectCommit, KillPoint.AfterEffectCommit);
            return await inbox.ProcessAsync(key, effect, cancellationToken);
        }
        finally
        {
            Worker.Say(char.ToUpperInvariant(Sign.Receives));
        }
    }
}
