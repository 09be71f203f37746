using BenchmarkDotNet.Attributes;
using Ttv.Analytics.Rules;

namespace Ttv.Benchmarks.Columns;

/// <summary>Twenty nudge rules of 42 conditions over whole populations.</summary>
[PopulationConfig]
public class NudgeRuleBenchmarks
{
    private RuleCase _case = null!;

    /// <summary>The numbers of accounts.</summary>
    public static IEnumerable<int> Counts => Sizes.Chosen;

    /// <summary>The number of accounts.</summary>
    [ParamsSource(nameof(Counts))]
    public int Accounts { get; set; }

    /// <summary>Makes the accounts.</summary>
    [GlobalSetup]
    public void Setup() => _case = Shared<RuleCase>.Of(Accounts, n => new RuleCase(n));

    /// <summary>Columns, two threads.</summary>
    [Benchmark(Baseline = true)]
    public void Ttv_2Threads() => _case.Plan.Evaluate(_case.Masks, 2);

    /// <summary>Columns, one thread.</summary>
    [Benchmark]
    public void Ttv_1Thread() => _case.Plan.Evaluate(_case.Masks);

    /// <summary>DuckDB, two threads, its data loaded.</summary>
    [Benchmark]
    public void DuckDB_2Threads() => _case.Duck.Execute(DuckDbPeer.Masks);

    private sealed class RuleCase : IDisposable
    {
        public RuleCase(int count)
        {
            var data = ScoreData.Rules(count);
            Plan = TwentyRules.Bind(data);
            Masks = new ulong[count];
            Duck.Load(data);
            Plan.Evaluate(Masks);
            Duck.Execute(DuckDbPeer.Masks);
            Answers.Require(Masks.Select((m, id) => ((id % 1009) + 1) * (long)m).Sum(), Duck.Number("SELECT sum((id % 1009 + 1) * mask)::BIGINT FROM masks"));
        }

        public BoundRulePlan Plan { get; }

        public ulong[] Masks { get; }

        public DuckDbPeer Duck { get; } = new();

        public void Dispose() => Duck.Dispose();
    }
}
