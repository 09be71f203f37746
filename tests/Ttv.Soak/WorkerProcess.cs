using System.Diagnostics;

namespace Ttv.Soak;

/// <summary>A worker as its parent sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private int _open;

    public WorkerProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(WorkerProcess).Assembly.Location, "worker", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // A worker lives for seconds: quick code at once beats the best code later.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException("A worker did not start.");
        _reading = Task.Run(ReadAsync);
    }

    public bool IsReady { get; private set; }

    public long Absorbed { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <summary>Whether it has begun work that it has not finished.</summary>
    public bool IsAtWork => Volatile.Read(ref _open) > 0;

    /// <summary>kill -9; whether it was in the middle of work, by the last that it said.</summary>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        return IsAtWork;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[256];
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            foreach (var sign in buffer.AsSpan(0, read))
            {
                switch (sign)
                {
                    case 'r':
                        IsReady = true;
                        break;
                    case '+':
                        Interlocked.Increment(ref _open);
                        break;
                    case '-':
                        Interlocked.Decrement(ref _open);
                        break;
                    case 'd':
                        Absorbed++;
                        break;
                }
            }
        }
    }
}
