using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Perfolizer.Metrology;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// How benchmarks of whole populations run: in this process, where their data is made once a size, five iterations of a quarter
/// of a second or of one call, grouped by the work, as times of ours.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PopulationConfigAttribute : Attribute, IConfigSource
{
    /// <summary>The configuration.</summary>
    public IConfig Config { get; } = ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(3).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(250)).WithEvaluateOverhead(false))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median, BaselineRatioColumn.RatioMean)
        .HideColumns(StatisticColumn.Error, StatisticColumn.StdDev)
        .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
        .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Value));
}
