using Ttv.Testing.Conformance;

namespace Ttv.Testing;

// Not silenced, they are tests of their own; ConformanceSuitesTests runs them silenced.
public class SilencedEventLogTests : EventLogConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}

public class SilencedAccountStoreTests : AccountStoreConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}

public class SilencedOutboxTests : OutboxConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}

public class SilencedInboxTests : InboxConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}

public class SilencedLeaseTests : LeaseConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}

public class SilencedReviewStoreTests : ReviewStoreConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}

public class SilencedRetentionTests : RetentionConformance, IMutated
{
    string? IMutated.Silenced { get; set; }

    protected override Task<StoreUnderTest> CreateStoreAsync() => SilencedStore.CreateAsync(((IMutated)this).Silenced);
}
