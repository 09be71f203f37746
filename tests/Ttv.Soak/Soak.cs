using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ttv.TestServers;

namespace Ttv.Soak;

/// <summary>Runs workers on real servers, kills or stops them, and audits what they leave behind.</summary>
public static class Soak
{
    public static async Task<Ledger> RunAsync(SoakOptions options, Action<string>? say = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        say ??= _ => { };
        var folder = Directory.CreateTempSubdirectory("ttv-soak-").FullName;
        var server = options.Database == Database.PostgreSql ? await PostgreSqlServer.SharedAsync() : null;
        var connection = server is null ? $"Data Source={Path.Combine(folder, "soak.db")}" : await server.CreateDatabaseAsync();
        var rabbit = options.OverRabbitMq ? await RabbitMqServer.SharedAsync() : null;
        var services = new ServiceCollection().AddLogging().AddStore(options.Database, connection).BuildServiceProvider();
        try
        {
            await using (var scope = services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SoakContext>().Database.EnsureCreatedAsync();
            string[] arguments =
            [
                $"--db={options.Database}", $"--connection={connection}", $"--inbox={options.HasInbox}", $"--crash={options.CrashesAtStart}",
                .. rabbit is null ? Array.Empty<string>() : [$"--rabbit={rabbit.Uri}", $"--queue=soak.{Path.GetFileName(folder)}"],
            ];
            return options.PauseAt != KillPoint.None ? await PausedRun.RunAsync(options, services, arguments)
                : options.KillAt.Count > 0 ? await PointRun.RunAsync(options, services, arguments)
                : await KillRun.RunAsync(options, services, arguments, say);
        }
        finally
        {
            await services.DisposeAsync();
            SqliteConnection.ClearAllPools();
            if (server is not null) await server.DropDatabaseAsync(connection);
            Directory.Delete(folder, recursive: true);
        }
    }
}
