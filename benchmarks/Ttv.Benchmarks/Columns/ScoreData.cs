using Ttv.Analytics.Rules;
using Ttv.Analytics.Scoring;
using Ttv.Risk;

namespace Ttv.Benchmarks.Columns;

/// <summary>Accounts from a fixed seed: signals in billionths, a twenty-fifth of each unknown, and the columns that nudge rules look at.</summary>
internal static class ScoreData
{
    public const int Seed = 20_260_302;

    /// <summary>Progress latency, engagement decay and fit anywhere, complexity mismatch 0, 0.5 or 1.</summary>
    public static SignalColumns Signals(BatchScorer scorer, int count)
    {
        var random = new Random(Seed);
        var columns = scorer.CreateSignals(count);
        for (var i = 0; i < 4; i++)
        {
            foreach (ref var units in columns.Column(i))
            {
                if (random.Next(25) == 0) continue;
                units = i == 2 ? random.Next(3) * (SignalUnits.Whole / 2) : random.Next(SignalUnits.Whole + 1);
            }
        }

        foreach (ref var isHigh in columns.HighValues) isHigh = (byte)(random.Next(5) == 0 ? 1 : 0);
        return columns;
    }

    /// <summary>The same accounts as values one after the other.</summary>
    public static SignalUnits[] Objects(SignalColumns columns)
    {
        var accounts = new SignalUnits[columns.Count];
        for (var row = 0; row < accounts.Length; row++)
            accounts[row] = SignalUnits.FromUnits(columns.ProgressLatency[row], columns.EngagementDecay[row], columns.ComplexityMismatch[row], columns.StrategicFit[row]);
        return accounts;
    }

    /// <summary>An account as a user's own class may hold it.</summary>
    public static PlainAccount[] Plain(SignalColumns columns)
    {
        var accounts = new PlainAccount[columns.Count];
        for (var row = 0; row < accounts.Length; row++)
            accounts[row] = new PlainAccount(Of(columns.ProgressLatency[row]), Of(columns.EngagementDecay[row]), Of(columns.ComplexityMismatch[row]), Of(columns.StrategicFit[row]));
        return accounts;
        static double? Of(int units) => units < 0 ? null : units / 1e9;
    }

    /// <summary>The columns of the rules: seconds in 32 bits, counts in 16, codes in 8.</summary>
    public static RuleData Rules(int count)
    {
        var random = new Random(Seed);
        var data = new RuleData(new byte[count], new byte[count], new byte[count], new short[count], new ushort[count], new int[count], new int[count]);
        for (var row = 0; row < count; row++)
        {
            data.Band[row] = (byte)random.Next(3);
            data.HighValue[row] = (byte)(random.Next(5) == 0 ? 1 : 0);
            data.Started[row] = (byte)random.Next(2);
            data.Sessions[row] = (short)random.Next(40);
            data.Score[row] = (ushort)random.Next(10_001);
            data.DueIn[row] = random.Next(-200_000, 400_000);
            data.StalledIn[row] = random.Next(-100_000, 400_000);
        }

        return data;
    }
}

/// <summary>The columns of the rules.</summary>
internal sealed record RuleData(byte[] Band, byte[] HighValue, byte[] Started, short[] Sessions, ushort[] Score, int[] DueIn, int[] StalledIn)
{
    /// <summary>A row as RulesEngine takes it.</summary>
    public RuleRow Row(int row) => new(Band[row], HighValue[row], Started[row], Sessions[row], Score[row], DueIn[row], StalledIn[row]);
}

/// <summary>An account as a user's own class may hold it; null is unknown.</summary>
internal sealed record PlainAccount(double? Latency, double? Decay, double? Mismatch, double? Fit);
