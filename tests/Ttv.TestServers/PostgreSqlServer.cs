using System.Globalization;
using Npgsql;

namespace Ttv.TestServers;

/// <summary>
/// A private PostgreSQL on loopback, on a free port and in a temporary folder, started once a test process and stopped at its end; or
/// the server that <c>TTV_TEST_POSTGRES</c> names.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "postgres";

    private static readonly SemaphoreSlim Gate = new(1);
    private static PostgreSqlServer? _shared;
    private static int _databases;

    private readonly string _folder;
    private readonly int _port;
    private readonly string? _given;

    private PostgreSqlServer(string folder, int port, string? given) => (_folder, _port, _given) = (folder, port, given);

    /// <summary>The server that the tests of this process share.</summary>
    public static async Task<PostgreSqlServer> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_shared is not null) return _shared;
            _shared = Environment.GetEnvironmentVariable("TTV_TEST_POSTGRES") is { Length: > 0 } given ? new PostgreSqlServer("", 0, given) : await StartNewAsync();
            return _shared;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A server of one's own, to be stopped and started at will.</summary>
    public static async Task<PostgreSqlServer> StartNewAsync()
    {
        var initdb = Program("initdb");
        var folder = await Shell.FolderForAsync(User, "ttv-postgres-");
        var server = new PostgreSqlServer(folder, Ports.Free(), given: null);
        Shell.WhenGone($"test -f {folder}/data/postmaster.pid && kill -QUIT $(head -1 {folder}/data/postmaster.pid); sleep 1; rm -rf {folder}");
        await Shell.RunAsync(Shell.As(User, initdb, "-D", Path.Combine(folder, "data"), "-U", "ttv", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"));
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes an empty database; gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"ttv_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(Admin) { Database = name, Pooling = true, IncludeErrorDetail = true, MaxPoolSize = 30 }.ConnectionString;
    }

    /// <summary>Drops a database, whoever is connected.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    /// <summary>Stops it at once, as a crash does: without a checkpoint, connections cut.</summary>
    public Task CrashAsync() => Shell.RunAsync(Shell.As(User, Program("pg_ctl"), "-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"));

    /// <summary>Starts it again.</summary>
    public Task StartAsync() => Shell.RunAsync(Shell.As(
        User, Program("pg_ctl"), "-D", Path.Combine(_folder, "data"), "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}", "start"));

    public async ValueTask DisposeAsync()
    {
        if (_given is not null || !Directory.Exists(_folder)) return;
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid"))) await CrashAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Admin => _given ?? $"Host=127.0.0.1;Port={_port};Username=ttv;Database=postgres;Pooling=false";

    private static string Missing => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TTV_TEST_POSTGRES"))
        ? "PostgreSQL is needed: install it (Debian: apt-get install postgresql), or name a server in TTV_TEST_POSTGRES, such as 'Host=localhost;Username=postgres;Password=…'."
        : "This test starts and stops a PostgreSQL of its own, for which the server named in TTV_TEST_POSTGRES is not taken: install PostgreSQL as well (Debian: apt-get install postgresql), or leave this test out.";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string Program(string name)
    {
        var found = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0).Select(d => Path.Combine(d, "bin", name)).FirstOrDefault(File.Exists)
            : null;
        return found ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(Missing);
    }
}
