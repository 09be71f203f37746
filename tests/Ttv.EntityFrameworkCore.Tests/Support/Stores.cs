using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ttv.EntityFrameworkCore.PostgreSQL;
using Ttv.EntityFrameworkCore.Sqlite;

namespace Ttv.EntityFrameworkCore;

public enum Database
{
    Sqlite,
    PostgreSql,
}

/// <summary>A store of either kind, for tests that hold for both.</summary>
internal sealed class AnyStore : IAsyncDisposable
{
    private readonly IAsyncDisposable _store;

    private AnyStore(IAsyncDisposable store, ServiceProvider services, string connectionString) => (_store, Services, ConnectionString) = (store, services, connectionString);

    public ServiceProvider Services { get; }

    public string ConnectionString { get; }

    public static async Task<AnyStore> CreateAsync(Database database, Action<IServiceCollection>? configure = null)
    {
        if (database == Database.Sqlite)
        {
            var sqlite = await SqliteStore.CreateAsync(configure);
            return new AnyStore(sqlite, sqlite.Services, sqlite.ConnectionString);
        }

        var postgres = await PostgreSqlStore.CreateAsync(configure);
        return new AnyStore(postgres, postgres.Services, postgres.ConnectionString);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<T> WithContextAsync<T>(Func<ShopContext, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<ShopContext>());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
