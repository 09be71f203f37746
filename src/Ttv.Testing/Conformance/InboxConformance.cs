using NodaTime;
using Ttv.Hosting.Storage;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="IInbox"/> has to do.</summary>
public abstract class InboxConformance : StoreConformance
{
    /// <summary>An effect runs once a key.</summary>
    [Fact]
    public async Task Process_Twice_RunsOnce()
    {
        var runs = 0;
        Assert.Equal(InboxOutcome.Handled, await Store.Inbox.ProcessAsync("key", Run));
        Assert.Equal(InboxOutcome.Duplicate, await Store.Inbox.ProcessAsync("key", Run));
        Assert.Equal(InboxOutcome.Handled, await Store.Inbox.ProcessAsync("other", Run));
        Assert.Equal(2, runs);

        ValueTask Run(IInboxTransaction transaction, CancellationToken token)
        {
            runs++;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>What is recorded is in the log, and its account is due.</summary>
    [Fact]
    public async Task Process_RecordedEvents_AreInTheLogAndMakeTheAccountDue()
    {
        await Store.Inbox.ProcessAsync("key", (transaction, _) =>
        {
            transaction.Record(Event(Account(1), 1));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(Event(Account(1), 1), Assert.Single(Assert.Single(await ClaimAsync()).Events));
    }

    /// <summary>What an effect appends to the log itself belongs to its transaction.</summary>
    [Fact]
    public async Task Process_AppendWithinTheEffect_CommitsWithItOrNotAtAll()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await Store.Inbox.ProcessAsync("key", async (_, token) =>
        {
            await Store.Events.AppendAsync([Event(Account(1), 1)], token);
            throw new InvalidTimeZoneException("the sender's own");
        }));
        Assert.Empty(await ListAsync(Store.Events.ReadAllAsync()));

        Assert.Equal(InboxOutcome.Handled, await Store.Inbox.ProcessAsync("key", (_, token) => Store.Events.AppendAsync([Event(Account(1), 1)], token)));
        Assert.Equal(Event(Account(1), 1), Assert.Single(Assert.Single(await ClaimAsync()).Events));
        await Store.Events.AppendAsync([Event(Account(2), 1)]);
        Assert.Equal(2, (await ListAsync(Store.Events.ReadAllAsync())).Count);
    }

    /// <summary>An effect's own time-out is the effect's failure, not the store's: it runs once and reaches the caller.</summary>
    [Fact]
    public async Task Process_EffectTimesOut_RunsOnceAndSaysSo()
    {
        var runs = 0;
        var thrown = await Assert.ThrowsAsync<TimeoutException>(async () => await Store.Inbox.ProcessAsync("key", (_, _) =>
        {
            runs++;
            throw new TimeoutException("the mail server's");
        }));
        Assert.Equal((1, "the mail server's"), (runs, thrown.Message));
    }

    /// <summary>What fails leaves nothing behind and may run again.</summary>
    [Fact]
    public async Task Process_Failing_LeavesNothingAndRunsAgain()
    {
        var thrown = await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await Store.Inbox.ProcessAsync("key", (transaction, _) =>
        {
            transaction.Record(Event(Account(1), 1));
            throw new InvalidTimeZoneException("the sender's own");
        }));
        Assert.Equal("the sender's own", thrown.Message);
        Assert.Empty(await ListAsync(Store.Events.ReadAllAsync()));
        Assert.Equal(InboxOutcome.Handled, await Store.Inbox.ProcessAsync("key", (_, _) => ValueTask.CompletedTask));
    }

    /// <summary>Of several at once, one runs.</summary>
    [Fact]
    public async Task Process_ManyAtOnce_OneTakesEffect()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () => await Store.Inbox.ProcessAsync("key", async (transaction, token) =>
        {
            await Task.Delay(5, token);
            transaction.Record(Event(Account(1), i));
        }))));
        Assert.Single(outcomes, InboxOutcome.Handled);
        Assert.Single(await ListAsync(Store.Events.ReadAllAsync()));
    }
}
