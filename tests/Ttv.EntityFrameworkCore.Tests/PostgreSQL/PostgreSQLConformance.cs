using Ttv.Testing.Conformance;

namespace Ttv.EntityFrameworkCore.PostgreSQL;

public class PostgreSQLEventLogTests : EventLogConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLAccountStoreTests : AccountStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLOutboxTests : OutboxConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLInboxTests : InboxConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLLeaseTests : LeaseConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLReviewStoreTests : ReviewStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLRetentionTests : RetentionConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => PostgreSqlStore.CreateForTestAsync();
}

public class PostgreSQLSuites
{
    [Fact]
    public void EverySuite_IsImplemented() => Assert.Empty(ConformanceSuites.MissingIn(typeof(PostgreSQLSuites).Assembly, typeof(PostgreSQLSuites).Namespace));
}
