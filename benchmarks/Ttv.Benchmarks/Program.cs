using BenchmarkDotNet.Running;
using Ttv.Benchmarks;

if (args is ["million"])
{
    MillionEvents.Run(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MillionEvents).Assembly).Run(args);
