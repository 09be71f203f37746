using NodaTime;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="Hosting.Storage.IRetentionStore"/> has to do.</summary>
public abstract class RetentionConformance : StoreConformance
{
    /// <summary>Marks are kept until they are old.</summary>
    [Fact]
    public async Task DeleteHandled_OldMarks_AreGone()
    {
        foreach (var key in new[] { "a", "b", "c" }) await Store.Inbox.ProcessAsync(key, (_, _) => ValueTask.CompletedTask);
        Assert.Equal(0, await Store.Retention.DeleteHandledAsync(Duration.FromHours(1), 10));
        await Task.Delay(30);
        Assert.Equal(2, await Store.Retention.DeleteHandledAsync(Duration.FromMilliseconds(5), 2));
        Assert.Equal(1, await Store.Retention.DeleteHandledAsync(Duration.FromMilliseconds(5), 2));
    }

    /// <summary>A message that waits, or could be replayed, may arrive however old it is: its mark and its decision stay.</summary>
    [Fact]
    public async Task Delete_OfMessagesStillOnTheirWay_LeavesThemBe()
    {
        await PutOutAsync("waiting", "dead", "gone");
        foreach (var key in new[] { "waiting", "dead", "gone" }) await Store.Inbox.ProcessAsync(key, (_, _) => ValueTask.CompletedTask);
        await Store.Outbox.ClaimAsync("relay", LongLease, 10);
        await Store.Outbox.SetAsideAsync("relay", "dead", "no such address");
        await Store.Outbox.CompleteAsync("relay", ["gone"]);
        await Task.Delay(30);

        Assert.Equal(1, await Store.Retention.DeleteHandledAsync(Duration.FromMilliseconds(5), 10));
        Assert.Equal(InboxOutcome.Duplicate, await Store.Inbox.ProcessAsync("waiting", (_, _) => ValueTask.CompletedTask));
        Assert.Equal(InboxOutcome.Duplicate, await Store.Inbox.ProcessAsync("dead", (_, _) => ValueTask.CompletedTask));
        Assert.Equal(InboxOutcome.Handled, await Store.Inbox.ProcessAsync("gone", (_, _) => ValueTask.CompletedTask));

        Assert.Equal(1, await Store.Retention.DeleteDecisionsAsync(Now + Duration.FromDays(1), 10));
        await Store.Accounts.ReplayAsync(Account(900));
        Assert.Equal(["dead", "waiting"], Assert.Single(await ClaimAsync()).Decisions.Select(d => d.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>An account that is set aside, or was told something since, is not done: its decisions stay.</summary>
    [Fact]
    public async Task DeleteDecisions_OfAccountsNotDone_LeavesThemBe()
    {
        await MakeDueAsync(Account(1), Account(2));
        var claimed = await ClaimAsync();
        var commits = claimed.Select(c => Commit(c, dueAt: null, Decision(c.State.Account, $"key-{c.State.Account}", NudgeOutcome.Suppress)))
            .Select(c => c.State.Account == Account(1) ? c with { State = c.State with { Fault = "broken", Failures = 5 } } : c);
        await Store.Accounts.CommitAsync("one", [.. commits]);
        await Store.Events.AppendAsync([Event(Account(2), 2)]);
        Assert.Equal(0, await Store.Retention.DeleteDecisionsAsync(Now + Duration.FromDays(1), 10));
    }

    /// <summary>Decisions are kept while their account is still evaluated, and while they are young.</summary>
    [Fact]
    public async Task DeleteDecisions_OfDoneAccounts_AreGone()
    {
        await MakeDueAsync(Account(1), Account(2));
        var old = Now - Duration.FromDays(500);
        var claimed = await ClaimAsync();
        await Store.Accounts.CommitAsync("one", [.. claimed.Select(c => Commit(
            c, c.State.Account == Account(1) ? null : Now, Decision(c.State.Account, $"old-{c.State.Account}", NudgeOutcome.Suppress, asOf: old), Decision(c.State.Account, $"young-{c.State.Account}", NudgeOutcome.Suppress)))]);

        Assert.Equal(1, await Store.Retention.DeleteDecisionsAsync(Now - Duration.FromDays(400), 10));
        Assert.Equal(2, Assert.Single(await ClaimAsync()).Decisions.Count);
        await Store.Accounts.ReplayAsync(Account(1));
        Assert.Equal("young-account-001", Assert.Single(Assert.Single(await ClaimAsync()).Decisions).Key);
    }
}
