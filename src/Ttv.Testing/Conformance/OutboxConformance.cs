using NodaTime;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="Hosting.Storage.IOutbox"/> and <see cref="Hosting.Storage.IDeadLetterStore"/> has to do.</summary>
public abstract class OutboxConformance : StoreConformance
{
    /// <summary>A message is read back value for value, with its trace.</summary>
    [Fact]
    public async Task Claim_Message_IsReadBackValueForValue()
    {
        await PutOutAsync("a key");
        var claimed = Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10));
        Assert.Equal(Decision(Account(900), "a key"), claimed.Message.Decision);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", claimed.Message.TraceParent);
        Assert.Equal(0, claimed.Attempts);
    }

    /// <summary>What one holds, nobody else gets, until the lease runs out.</summary>
    [Fact]
    public async Task Claim_HeldByAnother_IsNotGivenUntilTheLeaseRunsOut()
    {
        await PutOutAsync("key");
        Assert.Single(await Store.Outbox.ClaimAsync("one", ShortLease, 10));
        await WaitForShortLease();
        Assert.Single(await Store.Outbox.ClaimAsync("two", LongLease, 10));
        Assert.Empty(await Store.Outbox.ClaimAsync("one", LongLease, 10));
    }

    /// <summary>Several at once share out the messages, each to one.</summary>
    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachMessageToOne()
    {
        await PutOutAsync(Enumerable.Range(0, 100).Select(i => $"key-{i:000}"));
        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(async () =>
        {
            var own = new List<string>();
            while (await Store.Outbox.ClaimAsync($"relay-{w}", LongLease, 7) is { Count: > 0 } batch) own.AddRange(batch.Select(m => m.Message.Decision.Key));
            return own;
        })));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"key-{i:000}"), claims.SelectMany(c => c).Order(StringComparer.Ordinal));
    }

    /// <summary>What was published is gone; what another holds by now stays.</summary>
    [Fact]
    public async Task Complete_OwnMessages_AreGone()
    {
        await PutOutAsync("a", "b", "c");
        var first = await Store.Outbox.ClaimAsync("one", ShortLease, 1);
        await WaitForShortLease();
        Assert.Equal(3, (await Store.Outbox.ClaimAsync("two", LongLease, 10)).Count);
        await Store.Outbox.CompleteAsync("one", [.. first.Select(m => m.Message.Decision.Key)]);
        Assert.Equal(3, (await Store.Outbox.GetStatusAsync()).Waiting);
        await Store.Outbox.CompleteAsync("two", ["a", "b"]);
        Assert.Equal(1, (await Store.Outbox.GetStatusAsync()).Waiting);
    }

    /// <summary>A message given back rests, and counts its attempts only where it is at fault.</summary>
    [Fact]
    public async Task Retry_Message_RestsAndCountsItsOwnFaults()
    {
        await PutOutAsync("key");
        await Store.Outbox.ClaimAsync("relay", LongLease, 10);
        await Store.Outbox.RetryAsync("relay", "key", Duration.FromMinutes(5), "at fault");
        Assert.Empty(await Store.Outbox.ClaimAsync("relay", LongLease, 10));

        await PutOutAsync("other");
        Assert.Equal("other", Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10)).Message.Decision.Key);
        await Store.Outbox.RetryAsync("relay", "other", Duration.Zero, "at fault");
        Assert.Equal(1, Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10)).Attempts);
        await Store.Outbox.RetryAsync("relay", "other", Duration.Zero, fault: null);
        Assert.Equal(1, Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10)).Attempts);
        await Store.Outbox.RetryAsync("somebody else", "other", Duration.Zero, "not theirs to say");
        Assert.Empty(await Store.Outbox.ClaimAsync("relay", LongLease, 10));
    }

    /// <summary>A message set aside is kept with its reason, and a replay puts it out afresh.</summary>
    [Fact]
    public async Task SetAside_Message_IsADeadLetterUntilReplayed()
    {
        await PutOutAsync("bad", "good");
        await Store.Outbox.ClaimAsync("relay", LongLease, 10);
        await Store.Outbox.RetryAsync("relay", "bad", Duration.Zero, "first");
        await Store.Outbox.ClaimAsync("relay", LongLease, 10);
        await Store.Outbox.SetAsideAsync("relay", "bad", "no such address: 'x'");
        await Store.Outbox.SetAsideAsync("somebody else", "good", "not theirs to say");

        var dead = Assert.Single(await ListAsync(Store.DeadLetters.ReadAsync()));
        Assert.Equal(("no such address: 'x'", 2, Decision(Account(900), "bad")), (dead.Reason, dead.Attempts, dead.Message!.Decision));
        var status = await Store.Outbox.GetStatusAsync();
        Assert.Equal((1, 1), (status.Waiting, status.DeadLetters));

        Assert.True(await Store.DeadLetters.ReplayAsync("bad"));
        Assert.False(await Store.DeadLetters.ReplayAsync("bad"));
        var again = Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10));
        Assert.Equal(("bad", 0), (again.Message.Decision.Key, again.Attempts));
        Assert.Empty(await ListAsync(Store.DeadLetters.ReadAsync()));
    }

    /// <summary>The age is that of the oldest message.</summary>
    [Fact]
    public async Task Status_WaitingMessages_SaysTheAgeOfTheOldest()
    {
        Assert.Equal(Duration.Zero, (await Store.Outbox.GetStatusAsync()).Age);
        await PutOutAsync("key");
        await Task.Delay(40);
        Assert.True((await Store.Outbox.GetStatusAsync()).Age > Duration.FromMilliseconds(20));
    }
}
