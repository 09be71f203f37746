using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Testing;
using Ttv.TestServers;

namespace Ttv.Benchmarks.Storage;

/// <summary>An empty database with Ttv on it, as a host sets it up.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly PostgreSqlServer? _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("ttv-bench-").FullName;

    private BenchStore(PostgreSqlServer? server, string? connectionString)
    {
        _server = server;
        ConnectionString = connectionString ?? $"Data Source={Path.Combine(_folder, "bench.db")}";
        var services = new ServiceCollection().AddLogging().AddSingleton<IClock>(Clock);
        services.AddDbContext<BenchContext>(o =>
        {
            if (server is null) o.UseSqlite(ConnectionString);
            else o.UseNpgsql(ConnectionString);
        });
        services.AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<BenchContext>().AddNudgeSender<NoSender>());
        services.Configure<TtvHostingOptions>(o => o.FleetCheckEvery = null);
        Services = services.BuildServiceProvider();
    }

    public static Instant Start { get; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    public ManualClock Clock { get; } = new(Start);

    public bool IsPostgreSql => _server is not null;

    public string Name => IsPostgreSql ? "PostgreSQL" : "SQLite";

    public string ConnectionString { get; }

    public ServiceProvider Services { get; }

    public static async Task<BenchStore> CreateAsync(bool postgreSql)
    {
        var server = postgreSql ? await PostgreSqlServer.SharedAsync() : null;
        var store = new BenchStore(server, server is null ? null : await server.CreateDatabaseAsync());
        await using var scope = store.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BenchContext>().Database.EnsureCreatedAsync();
        return store;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Lets the database tidy up, so that no row pays for what the one before it left.</summary>
    public async Task TidyAsync()
    {
        if (IsPostgreSql)
        {
            await ExecuteAsync("VACUUM ANALYZE");
            await ExecuteAsync("CHECKPOINT");
        }
        else
        {
            await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        GC.Collect();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BenchContext>().Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (_server is not null) await _server.DropDatabaseAsync(ConnectionString);
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class NoSender : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default) => new(NudgeDelivery.NotSent);
    }
}
