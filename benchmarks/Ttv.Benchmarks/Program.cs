using System.Globalization;
using BenchmarkDotNet.Running;
using Ttv.Benchmarks;
using Ttv.Benchmarks.Columns;
using Ttv.Benchmarks.Storage;

if (args is ["million"])
{
    MillionEvents.Run(Console.Out);
    return;
}

if (args is ["columns-score", ..])
{
    ScoreReport.Run(Console.Out, args);
    return;
}

if (args is ["storage"])
{
    await StorageReport.RunAsync(Console.Out);
    return;
}

if (args is ["columns-json", .. var rounds])
{
    JsonReport.Run(Console.Out, rounds is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 5);
    return;
}

if (args is ["columns-fold", .. var foldSizes])
{
    FoldReport.Run(foldSizes, Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
