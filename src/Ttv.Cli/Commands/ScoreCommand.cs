using System.CommandLine;

namespace Ttv.Cli.Commands;

internal static class ScoreCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var log = new LogOptions();
        var command = new Command("score", "x");
        log.AddTo(command);
        command.SetAction(parsed => 0);
        return command;
    }
}
