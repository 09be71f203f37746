using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ttv.TestServers;

namespace SaasBackend;

/// <summary>The sample as a user starts it: a process of its own, spoken to over HTTP.</summary>
internal sealed class RunningBackend : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly bool _keepsFolder;

    private RunningBackend(string? folder, IEnumerable<string> arguments)
    {
        (_folder, _keepsFolder) = (folder ?? Directory.CreateTempSubdirectory("ttv-saas-").FullName, folder is not null);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Ports.Free()}"), Timeout = TimeSpan.FromSeconds(30) };
        var program = typeof(AppDbContext).Assembly.Location;
        string[] own = [$"--contentRoot={Path.GetDirectoryName(program)}", $"--Urls={Http.BaseAddress}"];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. own, .. arguments])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The back end did not start.");
        _process.OutputDataReceived += (_, e) => Note(e.Data);
        _process.ErrorDataReceived += (_, e) => Note(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    public ConcurrentQueue<string> Lines { get; } = [];

    public static Task<RunningBackend> StartAsync(params IEnumerable<string> arguments) => StartInAsync(folder: null, arguments);

    /// <summary>Starts it in a folder that outlives it; null: in one of its own.</summary>
    public static async Task<RunningBackend> StartInAsync(string? folder, params IEnumerable<string> arguments)
    {
        var backend = new RunningBackend(folder, arguments);
        await backend.UntilAsync("the back end answers", async () => await backend.HealthAsync() is not null);
        return backend;
    }

    /// <summary>Lets it run to its end; gives its exit code and everything that it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(params IEnumerable<string> arguments)
    {
        await using var backend = new RunningBackend(folder: null, arguments);
        await backend._process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(300));
        return (backend._process.ExitCode, string.Join('\n', backend.Lines));
    }

    /// <summary>What /health answers, or null where nothing does.</summary>
    public async Task<HttpStatusCode?> HealthAsync()
    {
        try
        {
            return (await Http.GetAsync("/health")).StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Waits until something is so; fails with everything that the back end said where it never is.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(300) || _process.HasExited) Assert.Fail($"In vain waited until {what}. The back end said:\n{string.Join('\n', Lines.TakeLast(60))}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
        if (!_keepsFolder) Directory.Delete(_folder, recursive: true);
    }

    private void Note(string? line)
    {
        if (line is not null) Lines.Enqueue(line);
    }
}
