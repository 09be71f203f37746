using Ttv.Testing.Conformance;

namespace Ttv.EntityFrameworkCore.Sqlite;

public class SqliteEventLogTests : EventLogConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteAccountStoreTests : AccountStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteOutboxTests : OutboxConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteInboxTests : InboxConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteLeaseTests : LeaseConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteReviewStoreTests : ReviewStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteRetentionTests : RetentionConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => SqliteStore.CreateForTestAsync();
}

public class SqliteSuites
{
    [Fact]
    public void EverySuite_IsImplemented() => Assert.Empty(ConformanceSuites.MissingIn(typeof(SqliteSuites).Assembly, typeof(SqliteSuites).Namespace));
}
