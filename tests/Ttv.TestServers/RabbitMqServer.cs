using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Ttv.TestServers;

/// <summary>
/// A private RabbitMQ on loopback, on a free port and in a temporary folder, started once a test process and stopped at its end; or
/// the broker that <c>TTV_TEST_RABBITMQ</c> names.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string User = "rabbitmq";
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly SemaphoreSlim Gate = new(1);
    private static RabbitMqServer? _shared;

    private readonly string _folder;
    private readonly int _port;
    private readonly int _distributionPort;
    private readonly Uri? _given;
    private Process? _process;

    private RabbitMqServer(string folder, Uri? given) => (_folder, _port, _distributionPort, _given) = (folder, Ports.Free(), Ports.Free(), given);

    /// <summary>Where it is.</summary>
    public Uri Uri => _given ?? new Uri($"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>The broker that the tests of this process share.</summary>
    public static async Task<RabbitMqServer> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_shared is not null) return _shared;
            _shared = Environment.GetEnvironmentVariable("TTV_TEST_RABBITMQ") is { Length: > 0 } given ? new RabbitMqServer("", new Uri(given)) : await StartNewAsync();
            return _shared;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A broker of one's own, to be killed and started at will.</summary>
    public static async Task<RabbitMqServer> StartNewAsync()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException(Missing);
        var server = new RabbitMqServer(await Shell.FolderForAsync(User, "ttv-rabbitmq-"), given: null);
        Shell.WhenGone($"test -f {server.PidFile} && kill -KILL $(cat {server.PidFile}); sleep 1; rm -rf {server._folder}");
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, again after a kill: what it kept on disk is there.</summary>
    public async Task StartAsync()
    {
        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{_port}\nlog.file.level = warning\n");
        File.WriteAllText(Path.Combine(_folder, "enabled_plugins"), "[].\n");
        var start = Command("setsid", Program);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        _process = Process.Start(start) ?? throw new InvalidOperationException("RabbitMQ did not start.");
        _process.StandardInput.Close();
        var (output, error) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        for (var waited = Stopwatch.StartNew(); ;)
        {
            if (await AnswersAsync()) return;
            if (_process.HasExited) throw new InvalidOperationException($"RabbitMQ ended with {_process.ExitCode}:\n{await output}\n{await error}");
            if (waited.Elapsed > TimeSpan.FromMinutes(3)) throw new TimeoutException($"RabbitMQ did not listen on port {_port} within three minutes.");
            await Task.Delay(100);
        }
    }

    /// <summary>Kills it, without a word.</summary>
    public async Task KillAsync()
    {
        if (_process is null || !File.Exists(PidFile)) return;
        var pid = int.Parse(await File.ReadAllTextAsync(PidFile), CultureInfo.InvariantCulture);
        try
        {
            using var beam = Process.GetProcessById(pid);
            beam.Kill();
            await beam.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        File.Delete(PidFile);
    }

    /// <summary>Runs <c>rabbitmqctl</c> against it, such as <c>set_vm_memory_high_watermark 0</c>; gives what it printed.</summary>
    public Task<string> ControlAsync(params IEnumerable<string> arguments) => Shell.RunAsync(Command("/usr/lib/rabbitmq/bin/rabbitmqctl", arguments));

    public async ValueTask DisposeAsync()
    {
        if (_given is not null || !Directory.Exists(_folder)) return;
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string PidFile => Path.Combine(_folder, "pid");

    private static string Missing => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TTV_TEST_RABBITMQ"))
        ? "RabbitMQ is needed: install it (Debian: apt-get install rabbitmq-server), or name a broker in TTV_TEST_RABBITMQ, such as 'amqp://guest:guest@localhost:5672/'."
        : "This test starts and stops a RabbitMQ of its own, for which the broker named in TTV_TEST_RABBITMQ is not taken: install RabbitMQ as well (Debian: apt-get install rabbitmq-server), or leave this test out.";

    /// <summary>A program with the environment of this broker alone.</summary>
    private ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        var start = Shell.As(User, program, arguments);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["RABBITMQ_NODENAME"] = $"ttv{_port}@localhost",
            ["RABBITMQ_BASE"] = _folder,
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_PID_FILE"] = PidFile,
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
            ["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            // Where the cookie lies: the server's own home is closed to anybody but it and root.
            ["HOME"] = Shell.IsRoot ? "/var/lib/rabbitmq" : _folder,
        }) start.Environment[name] = value;
        return start;
    }

    /// <summary>Whether it speaks AMQP: the port is open before the broker is ready.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            using var waiting = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            return await stream.ReadAsync(new byte[1], waiting.Token) == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
