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

BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
