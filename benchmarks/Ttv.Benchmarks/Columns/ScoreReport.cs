using NodaTime;
using RulesEngine.Models;
using Ttv.Analytics.Scoring;
using Ttv.Risk;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// Scoring and nudge rules against what a user would write instead, all in one run over the same accounts. Prints a Markdown
/// table. <c>columns-score</c> runs everything; <c>one</c>, <c>score</c> and <c>rules</c> after it, the latter two with a number
/// of accounts, run a part.
/// </summary>
internal static class ScoreReport
{
    private static readonly int[] Counts = [100_000, 1_000_000, 10_000_000];
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static void Run(TextWriter output, string[] args)
    {
        var counts = args is [_, _, var count] ? [int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)] : Counts;
        var part = args is [_, var name, ..] ? name : null;
        Contest.Header(output);
        if (part is null or "one") One(output);
        foreach (var n in part is null or "score" ? counts : []) Score(output, n);
        foreach (var n in part is null or "rules" ? counts : []) Rules(output, n);
    }

    private static void One(TextWriter output)
    {
        const int Accounts = 200_000, Engine = 4_000;
        var scorer = new BatchScorer(RiskPolicy.Default);
        var single = new RiskScorer();
        using var columns = ScoreData.Signals(scorer, Accounts);
        var (objects, plain) = (ScoreData.Objects(columns), ScoreData.Plain(columns));
        var signals = plain.Select(p => new RiskSignals { ProgressLatency = p.Latency, EngagementDecay = p.Decay, ComplexityMismatch = p.Mismatch, StrategicFit = p.Fit }).ToArray();
        var known = plain.Select(p => new KnownAccount(p.Latency ?? 0, p.Decay ?? 0, p.Mismatch ?? 0, p.Fit ?? 0)).ToArray();
        var engine = Peers.ScoreEngine();
        var sum = 0L;
        void RunEngine()
        {
            for (var i = 0; i < Engine; i++) sum += engine.ExecuteAllRulesAsync("score", new RuleParameter("a", known[i])).AsTask().GetAwaiter().GetResult().Count;
        }

        new Contest(output, "score one account", Accounts, rounds: 9)
            .Add("Ttv, score alone", () =>
            {
                foreach (ref readonly var account in objects.AsSpan()) sum += scorer.Score(account)?.Hundredths ?? 0;
            })
            .Add("LINQ over doubles, score alone", () =>
            {
                foreach (var account in plain) sum += (long)Peers.Linq(account);
            })
            .Add("decimals, score alone", () =>
            {
                foreach (var account in plain) sum += (long)Peers.Decimals(account);
            })
            .Add("RulesEngine, score and three bands", RunEngine, Engine)
            .Run();
        new Contest(output, "explain one account", Accounts, rounds: 9)
            .Add("Ttv, whole assessment", () =>
            {
                foreach (var account in signals) sum += single.Score(account, Now).CoverageBasisPoints;
            })
            .Add("LINQ with parts and dominant signal", () =>
            {
                foreach (var account in plain) sum += Peers.LinqExplained(account).Parts.Count;
            })
            .Add("RulesEngine, score and three bands", RunEngine, Engine)
            .Run();
        GC.KeepAlive(sum);
    }

    private static void Score(TextWriter output, int count)
    {
        var scorer = new BatchScorer(RiskPolicy.Default);
        using var signals = ScoreData.Signals(scorer, count);
        using var alone = scorer.CreateScores(count);
        using var paths = scorer.CreateScores(count, ScoreParts.Paths);
        using var parts = scorer.CreateScores(count, ScoreParts.Paths | ScoreParts.Contributions);
        using var all = scorer.CreateScores(count, ScoreParts.All);
        var objects = ScoreData.Objects(signals);
        var hundredths = new ushort[count];
        using var duck = new DuckDbPeer();
        duck.Load(signals);
        var floats = Enumerable.Range(0, 4).Select(i => Floats(signals.Column(i))).ToArray();
        var (scratch, scores) = (new float[count], new float[count]);
        var rounds = count > 1_000_000 ? 3 : 7;

        new Contest(output, "score alone", count, rounds)
            .Add("Ttv columns, 1 thread", () => scorer.ScoreMany(signals, alone))
            .Add("Ttv columns, 2 threads", () => scorer.ScoreMany(signals, alone, 2))
            .Add("Ttv objects, 1 thread", () => scorer.ScoreMany((ReadOnlySpan<SignalUnits>)objects, hundredths))
            .Add("TensorPrimitives, floats, none unknown, 1 thread", () => Peers.Tensors(floats, scratch, scores))
            .Add("DuckDB, 2 threads", () => duck.Execute(DuckDbPeer.ScoreAlone))
            .Run();
        var contest = new Contest(output, "score, path, four contributions", count, rounds)
            .Add("Ttv columns, 2 threads", () => scorer.ScoreMany(signals, parts, 2))
            .Add("Ttv columns, 1 thread", () => scorer.ScoreMany(signals, parts))
            .Add("Ttv columns, score and path, 1 thread", () => scorer.ScoreMany(signals, paths))
            .Add("Ttv columns, everything, 2 threads", () => scorer.ScoreMany(signals, all, 2))
            .Add("DuckDB, 2 threads", () => duck.Execute(DuckDbPeer.ScoreWithParts));
        if (count <= 1_000_000)
        {
            var plain = ScoreData.Plain(signals);
            var sum = 0L;
            contest.Add("LINQ with parts and dominant signal, 1 thread", () =>
            {
                foreach (var account in plain) sum += Peers.LinqExplained(account).Parts.Count;
            });
        }

        contest.Run(() => Require(SumOf(parts), duck.Number(
            "SELECT sum((id % 1009 + 1) * (coalesce(score, 65535)::BIGINT + 3 * path + 5 * coalesce(c0, 0)::BIGINT + 7 * coalesce(c1, 0)::BIGINT + 11 * coalesce(c2, 0)::BIGINT + 13 * coalesce(c3, 0)::BIGINT))::BIGINT FROM scores")));

        static float[] Floats(ReadOnlySpan<int> units)
        {
            var floats = new float[units.Length];
            for (var i = 0; i < floats.Length; i++) floats[i] = Math.Max(units[i], 0) / 1e9f;
            return floats;
        }
    }

    private static void Rules(TextWriter output, int count)
    {
        const int Engine = 2_000;
        var data = ScoreData.Rules(count);
        var plan = TwentyRules.Bind(data);
        var masks = new ulong[count];
        using var duck = new DuckDbPeer();
        duck.Load(data);
        var engine = Peers.TwentyRulesEngine();
        var rows = Enumerable.Range(0, Engine).Select(data.Row).ToArray();
        var seen = 0L;
        new Contest(output, "nudge rules, 20 rules", count, rounds: count > 1_000_000 ? 3 : 7)
            .Add("Ttv columns, 2 threads", () => plan.Evaluate(masks, 2))
            .Add("Ttv columns, 1 thread", () => plan.Evaluate(masks))
            .Add("DuckDB, 2 threads", () => duck.Execute(DuckDbPeer.Masks))
            .Add($"RulesEngine, 1 thread, from {Engine:N0} accounts", () =>
            {
                foreach (var row in rows) seen += engine.ExecuteAllRulesAsync("nudges", new RuleParameter("a", row)).AsTask().GetAwaiter().GetResult().Count(r => r.IsSuccess);
            }, Engine)
            .Run(() =>
            {
                Require(masks.Select((m, id) => ((id % 1009) + 1) * (long)m).Sum(), duck.Number("SELECT sum((id % 1009 + 1) * mask)::BIGINT FROM masks"));
                Require(masks.Take(Engine).Sum(m => System.Numerics.BitOperations.PopCount(m)), seen);
            });
    }

    private static long SumOf(ScoreColumns scores)
    {
        var sum = 0L;
        for (var row = 0; row < scores.Count; row++)
        {
            var parts = (5 * scores.ContributionsOf(0)[row]) + (7 * scores.ContributionsOf(1)[row]) + (11 * scores.ContributionsOf(2)[row]) + (13 * scores.ContributionsOf(3)[row]);
            sum += ((row % 1009) + 1) * (long)(scores.Scores[row] + (3 * scores.Paths[row]) + parts);
        }

        return sum;
    }

    private static void Require(long ours, long peers)
    {
        if (ours != peers) throw new InvalidOperationException($"The ways do not agree: {ours} is ours, {peers} the peer's.");
    }
}
