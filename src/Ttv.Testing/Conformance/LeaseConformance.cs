using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="Hosting.Storage.ILeaseStore"/> has to do.</summary>
public abstract class LeaseConformance : StoreConformance
{
    /// <summary>One at a time holds a lease, and may prolong it.</summary>
    [Fact]
    public async Task TryAcquire_HeldByAnother_IsRefused()
    {
        Assert.True(await Store.Leases.TryAcquireAsync("job", "one", LongLease));
        Assert.True(await Store.Leases.TryAcquireAsync("job", "one", LongLease));
        Assert.False(await Store.Leases.TryAcquireAsync("job", "two", LongLease));
        Assert.True(await Store.Leases.TryAcquireAsync("other job", "two", LongLease));
    }

    /// <summary>A lease given back or run out is free.</summary>
    [Fact]
    public async Task TryAcquire_ReleasedOrRunOut_IsGiven()
    {
        Assert.True(await Store.Leases.TryAcquireAsync("job", "one", LongLease));
        Assert.False(await Store.Leases.ReleaseAsync("job", "two"));
        Assert.True(await Store.Leases.ReleaseAsync("job", "one"));
        Assert.True(await Store.Leases.TryAcquireAsync("job", "two", ShortLease));
        await WaitForShortLease();
        Assert.True(await Store.Leases.TryAcquireAsync("job", "three", LongLease));
        Assert.False(await Store.Leases.ReleaseAsync("job", "two", "too late"));
        Assert.Null(await Store.Leases.ReadNoteAsync("job"));
    }

    /// <summary>A note stays for whoever asks.</summary>
    [Fact]
    public async Task Release_WithANote_KeepsIt()
    {
        Assert.Null(await Store.Leases.ReadNoteAsync("job"));
        await Store.Leases.TryAcquireAsync("job", "one", LongLease);
        await Store.Leases.ReleaseAsync("job", "one", "found 'this'");
        await Store.Leases.TryAcquireAsync("job", "two", LongLease);
        await Store.Leases.ReleaseAsync("job", "two");
        Assert.Equal("found 'this'", await Store.Leases.ReadNoteAsync("job"));
    }

    /// <summary>Of many at once, one gets it.</summary>
    [Fact]
    public async Task TryAcquire_ByManyAtOnce_IsGivenToOne()
    {
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () => await Store.Leases.TryAcquireAsync("job", $"owner-{i}", LongLease))));
        Assert.Single(given, true);
    }
}
