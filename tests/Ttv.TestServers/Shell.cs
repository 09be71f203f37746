using System.Diagnostics;

namespace Ttv.TestServers;

/// <summary>Runs the servers' own programs, as the servers' own user where this process is root.</summary>
internal static class Shell
{
    public static bool IsRoot { get; } = !OperatingSystem.IsWindows() && Environment.UserName == "root";

    public static ProcessStartInfo As(string user, string program, params IEnumerable<string> arguments)
    {
        var start = IsRoot ? new ProcessStartInfo("runuser", ["-u", user, "--", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = "/";
        return start;
    }

    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{await output}\n{await error}");
    }

    /// <summary>A folder that the server's user can write, below the machine's temporary one.</summary>
    public static async Task<string> FolderForAsync(string user, string name)
    {
        var folder = Directory.CreateTempSubdirectory(name).FullName;
        if (IsRoot) await RunAsync(new ProcessStartInfo("chown", ["-R", user, folder]));
        return folder;
    }

    /// <summary>
    /// Leaves a watch behind that runs a script once this process is gone, however it went: a test host is killed without a word
    /// when its run ends.
    /// </summary>
    public static void WhenGone(string script)
    {
        var watch = new ProcessStartInfo("setsid", ["sh", "-c", $"exec </dev/null >/dev/null 2>&1; while kill -0 {Environment.ProcessId}; do sleep 0.5; done; {script}"]) { WorkingDirectory = "/" };
        Process.Start(watch)?.Dispose();
    }
}
