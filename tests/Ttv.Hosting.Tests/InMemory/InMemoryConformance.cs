using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Testing.Conformance;

namespace Ttv.Hosting.InMemory;

/// <summary>The reference store passes every suite.</summary>
public static class InMemoryStores
{
    public static Task<StoreUnderTest> CreateAsync()
    {
        var services = new ServiceCollection().AddLogging().AddTtv(t => t.AddPlaybook().UseInMemoryStore()).BuildServiceProvider();
        return Task.FromResult(new StoreUnderTest(services, services.DisposeAsync));
    }
}

public class InMemoryEventLogTests : EventLogConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemoryAccountStoreTests : AccountStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemoryOutboxTests : OutboxConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemoryInboxTests : InboxConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemoryLeaseTests : LeaseConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemoryReviewStoreTests : ReviewStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemoryRetentionTests : RetentionConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => InMemoryStores.CreateAsync();
}

public class InMemorySuites
{
    [Fact]
    public void EverySuite_IsImplemented() => Assert.Empty(ConformanceSuites.MissingIn(typeof(InMemorySuites).Assembly));
}
