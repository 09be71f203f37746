using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ttv.Testing.Conformance;
using Ttv.TestServers;

namespace Ttv.EntityFrameworkCore.PostgreSQL;

/// <summary>A store on a database of its own of a real server.</summary>
public sealed class PostgreSqlStore : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;

    private PostgreSqlStore(PostgreSqlServer server, string connectionString, Action<IServiceCollection>? configure)
    {
        _server = server;
        ConnectionString = connectionString;
        var services = new ServiceCollection().AddLogging().AddDbContext<ShopContext>(o => o.UseNpgsql(ConnectionString)).AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>());
        configure?.Invoke(services);
        Services = services.BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public ServiceProvider Services { get; }

    public static async Task<PostgreSqlStore> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var server = await PostgreSqlServer.SharedAsync();
        var store = new PostgreSqlStore(server, await server.CreateDatabaseAsync(), configure);
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
        await _server.DropDatabaseAsync(ConnectionString);
    }
}
