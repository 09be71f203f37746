using System.CommandLine;
using Ttv.Cli.Commands;

namespace Ttv.Cli;

/// <summary>The <c>ttv</c> tool: results go to the output, progress and errors to the error stream.</summary>
internal static class TtvTool
{
    /// <summary>Everything went well; lines set aside do not change that.</summary>
    public const int Success = 0;

    /// <summary>A wrong option, file or definition: nothing was written.</summary>
    public const int BadInput = 2;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Time to value: who is on the way to a first win, who lags, and what to do next.")
        {
            ReviewCommand.Create(output, error),
            ScoreCommand.Create(output, error),
            DefineCommand.Create(output),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors) error.WriteLine($"ttv: {fault.Message}");
            error.WriteLine("ttv: try --help");
            return BadInput;
        }

        try
        {
            // The tool's own handling below tells faults apart; the library's would print a stack trace.
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is UsageException or TtvException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"ttv: {e.Message}");
            return BadInput;
        }
    }
}
