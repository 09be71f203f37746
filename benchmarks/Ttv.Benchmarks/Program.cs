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

if (args is ["storage"])
{
    await StorageReport.RunAsync(Console.Out);
    return;
}

if (args is ["columns-review", .. var sizes])
{
    ColumnsReview.Run(Console.Out, sizes.Length > 0 ? sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture)) : [100_000, 1_000_000, 10_000_000]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
