using System.Globalization;
using BenchmarkDotNet.Running;
using Ttv.Benchmarks;
using Ttv.Benchmarks.Columns;
using Ttv.Benchmarks.Storage;

// A verb runs one report, which prints Markdown, or the populations' benchmarks; anything else is BenchmarkDotNet's.
switch (args)
{
    case ["million"]:
        MillionEvents.Run(Console.Out);
        break;
    case ["storage", .. var databases]:
        await StorageReport.RunAsync(Console.Out, databases);
        break;
    case ["tool", .. var size]:
        ToolReport.Run(Console.Out, size is [var events] ? int.Parse(events, CultureInfo.InvariantCulture) : 10_000_000);
        break;
    case ["all"]:
        BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(["--filter", "*"]);
        MillionEvents.Run(Console.Out);
        await StorageReport.RunAsync(Console.Out, []);
        ToolReport.Run(Console.Out, 10_000_000);
        break;
    case ["quick"]:
        Sizes.Chosen = [100_000];
        BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(["--filter", "*.Columns.*"]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
        break;
}
