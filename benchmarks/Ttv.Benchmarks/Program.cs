using System.Globalization;
using BenchmarkDotNet.Running;
using Ttv.Benchmarks;
using Ttv.Benchmarks.Columns;
using Ttv.Benchmarks.Storage;

// A verb runs one report, which prints Markdown; anything else is BenchmarkDotNet's.
switch (args)
{
    case ["million"]:
        MillionEvents.Run(Console.Out);
        break;
    case ["storage", .. var databases]:
        await StorageReport.RunAsync(Console.Out, databases);
        break;
    case ["columns-score", ..]:
        ScoreReport.Run(Console.Out, args);
        break;
    case ["columns-fold", .. var sizes]:
        FoldReport.Run(sizes, Console.Out);
        break;
    case ["columns-json", .. var rounds]:
        JsonReport.Run(Console.Out, rounds is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 5);
        break;
    case ["columns-tool", .. var size]:
        ToolReport.Run(Console.Out, size is [var events] ? int.Parse(events, CultureInfo.InvariantCulture) : 10_000_000);
        break;
    case ["columns-review", .. var sizes]:
        ColumnsReview.Run(Console.Out, sizes.Length > 0 ? sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture)) : [100_000, 1_000_000, 10_000_000]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
        break;
}
