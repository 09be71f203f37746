using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ttv.Testing.Conformance;

namespace Ttv.EntityFrameworkCore.Sqlite;

/// <summary>A store on a database file of its own.</summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ttv-sqlite-").FullName;

    private SqliteStore(Action<IServiceCollection>? configure)
    {
        ConnectionString = $"Data Source={Path.Combine(_folder, "shop.db")}";
        var services = new ServiceCollection().AddLogging().AddDbContext<ShopContext>(o => o.UseSqlite(ConnectionString)).AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>());
        configure?.Invoke(services);
        Services = services.BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public ServiceProvider Services { get; }

    public static async Task<SqliteStore> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var store = new SqliteStore(configure);
        await using var scope = store.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.EnsureCreatedAsync();
        return store;
    }

    public static async Task<StoreUnderTest> CreateForTestAsync()
    {
        var store = await CreateAsync();
        return new StoreUnderTest(store.Services, store.DisposeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        using (var connection = new SqliteConnection(ConnectionString)) SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }
}
