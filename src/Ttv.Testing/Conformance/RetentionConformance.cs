using NodaTime;
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

    /// <summary>Decisions are kept while their account is still evaluated, and while they are young.</summary>
    [Fact]
    public async Task DeleteDecisions_OfDoneAccounts_AreGone()
    {
        await MakeDueAsync(Account(1), Account(2));
        var old = Now - Duration.FromDays(500);
        var claimed = await ClaimAsync();
        await Store.Accounts.CommitAsync("one", [.. claimed.Select(c => Commit(c, c.State.Account == Account(1) ? null : Now, Decision(c.State.Account, $"old-{c.State.Account}", asOf: old), Decision(c.State.Account, $"young-{c.State.Account}")))]);

        Assert.Equal(1, await Store.Retention.DeleteDecisionsAsync(Now - Duration.FromDays(400), 10));
        Assert.Equal(2, Assert.Single(await ClaimAsync()).Decisions.Count);
        await Store.Accounts.ReplayAsync(Account(1));
        Assert.Equal("young-account-001", Assert.Single(Assert.Single(await ClaimAsync()).Decisions).Key);
    }
}
