using System.Diagnostics;
using System.Globalization;

namespace Ttv.Soak;

/// <summary>A worker as its parent sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>What a process ends with that kill -9 ended: 128 and the signal's number.</summary>
    private static readonly int Killed = OperatingSystem.IsWindows() ? -1 : 137;

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _errors;

    public WorkerProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(WorkerProcess).Assembly.Location, "worker", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A worker lives for seconds: quick code at once beats the best code later.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException("A worker did not start.");
        _reading = Task.Run(ReadAsync);
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it has told so far.</summary>
    public LastWords Said { get; } = new();

    public bool HasExited => _process.HasExited;

    /// <summary>kill -9; whether it was in the middle of work, by the last that it said.</summary>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await EndAsync();
        return Said.IsAtWork;
    }

    /// <summary>Waits for its end, which has to be kill -9: whatever else ended it is a fault of its own.</summary>
    public async Task EndAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        if (_process.ExitCode == Killed) return;
        var errors = await _errors;
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A worker ended by itself, with {_process.ExitCode}:\n{errors}"));
    }

    /// <summary>Stops it, as a machine that hangs does: none of its threads goes on.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("STOP");
        // Third in the line after the name in brackets; where the system has no such file, the signal alone has to do.
        var status = string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/stat");
        while (File.Exists(status) && (await File.ReadAllTextAsync(status)).Split(") ")[^1][0] != 'T') await Task.Delay(10);
    }

    /// <summary>Lets it go on, past its point.</summary>
    public async Task GoOnAsync()
    {
        await SignalAsync("CONT");
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {_process.Id}")]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"SIG{name} did not reach a worker.");
    }

    private async Task ReadAsync()
    {
        var buffer = new char[256];
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0) Said.Hear(buffer.AsSpan(0, read));
    }
}
