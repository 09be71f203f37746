using BenchmarkDotNet.Running;
using Ttv.Benchmarks;
using Ttv.Benchmarks.Storage;

if (args is ["million"])
{
    MillionEvents.Run(Console.Out);
    return;
}

if (args is ["storage", ..])
{
    await StorageReport.RunAsync(Console.Out, args[1..]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
