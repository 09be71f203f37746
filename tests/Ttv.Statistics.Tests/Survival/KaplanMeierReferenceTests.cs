using System.Text.Json;
using Ttv.Statistics.Support;

namespace Ttv.Statistics.Survival;

/// <summary>Curves, quantiles, rates and restricted means equal R's survival package.</summary>
public class KaplanMeierReferenceTests
{
    private static readonly (IntervalType Type, string Name)[] Types = [(IntervalType.Plain, "plain"), (IntervalType.Log, "log"), (IntervalType.LogLog, "loglog")];

    public static TheoryData<string> DataSets => new(Reference.DataSets);

    /// <summary>The cases whose times are whole ticks. R rounds nearly equal floating-point times together (float_ties,
    /// repeat_thirds, and huge_times, of which a test of its own says how integer ticks differ).</summary>
    public static TheoryData<string> EdgeCases => new(Reference.Json("edge_cases").EnumerateObject().Select(c => c.Name).Where(c => c is not ("float_ties" or "repeat_thirds" or "huge_times")));

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Estimate_DataSet_EqualsR(string name)
    {
        var data = Reference.Data(name);
        var json = Reference.Json(name);
        var group = json.GetProperty("columns").GetProperty("group").GetString()!;
        var table = Reference.Expected(name + ".km");
        var curves = Enumerable.Range(0, table.Count).GroupBy(i => table.Text(i, "curve")).ToArray();
        Assert.Equal(json.GetProperty("quantiles").GetProperty("by_group").EnumerateObject().Count() + 1, curves.Length);
        foreach (var rows in curves)
        {
            var isAll = rows.Key == "all";
            var level = rows.Key[(rows.Key.IndexOf('=', StringComparison.Ordinal) + 1)..];
            var survival = Reference.Survival(data, name, isAll ? null : i => data.Text(i, group) == level);
            Compare(survival, Reference.Scale(name), table, rows.ToArray(),
                Section(json, "quantiles", isAll, level), Section(json, "horizons", isAll, level), Section(json, "rmst", isAll, level), $"{name} {rows.Key}");
        }
    }

    [Theory]
    [MemberData(nameof(EdgeCases))]
    public void Estimate_EdgeCase_EqualsR(string name)
    {
        var data = Reference.Data("edge_cases");
        var survival = Reference.Survival(data, name, i => data.Text(i, "case") == name);
        var json = Reference.Json("edge_cases").GetProperty(name);
        var table = Reference.Expected("edge_cases.km");
        var rows = Enumerable.Range(0, table.Count).Where(i => table.Text(i, "curve") == name).ToArray();
        Assert.NotEmpty(rows);
        Compare(survival, 1, table, rows, json.GetProperty("quantiles"), json.GetProperty("horizons"), json.TryGetProperty("rmst", out var means) ? means : null, name);
    }

    /// <summary>A decision: ticks are integers, so times that differ by one in a billion differ, where R takes them for ties.</summary>
    [Fact]
    public void Estimate_HugeTimes_KeepsTicksApart()
    {
        var data = Reference.Data("edge_cases");
        var curve = KaplanMeier.Estimate(Reference.Survival(data, "huge_times", i => data.Text(i, "case") == "huge_times"));
        Assert.Equal([1_000_000_000L, 1_000_000_001, 1_000_000_002, 2_000_000_000], curve.Points.Select(p => p.Time));
        Assert.Equal([0.75, 0.75, 0.375, 0], curve.Points.Select(p => p.Probability));
    }

    private static JsonElement Section(JsonElement json, string name, bool isAll, string level) =>
        isAll ? json.GetProperty(name).GetProperty("all") : json.GetProperty(name).GetProperty("by_group").GetProperty(level);

    private static void Compare(SurvivalData data, double scale, Reference.Table table, int[] rows, JsonElement quantiles, JsonElement horizons, JsonElement? means, string what)
    {
        foreach (var (type, suffix) in Types)
        {
            var curve = KaplanMeier.Estimate(data, 0.95, type);
            var points = curve.Points.Where(p => p.Events + p.Censored > 0).ToArray();
            Assert.Equal(rows.Length, points.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                var (p, row, at) = (points[i], rows[i], $"{what} {suffix} row {i}");
                Assert.Equal(table.Number(row, "time") * scale, p.Time);
                Assert.Equal(table.Number(row, "n_risk"), p.AtRisk);
                Assert.Equal(table.Number(row, "n_event"), p.Events);
                Assert.Equal(table.Number(row, "n_censor"), p.Censored);
                Close.Probability(table.Number(row, "surv"), p.Probability, at);
                Close.Relative(table.Number(row, "se_surv"), p.StandardError, 1e-10, at);
                Close.Relative(table.Number(row, $"lower_{suffix}"), p.Lower, 1e-10, at + " lower");
                Close.Relative(table.Number(row, $"upper_{suffix}"), p.Upper, 1e-10, at + " upper");
            }

            var probs = quantiles.GetProperty("probs");
            for (var i = 0; i < probs.GetArrayLength(); i++)
            {
                var q = curve.Quantile(probs[i].GetDouble());
                Assert.Equal(quantiles.GetProperty("quantile")[i].NumberOrNull() * scale, q.Value);
                Assert.Equal(quantiles.GetProperty($"lower_{suffix}")[i].NumberOrNull() * scale, q.Lower);
                Assert.Equal(quantiles.GetProperty($"upper_{suffix}")[i].NumberOrNull() * scale, q.Upper);
            }

            var times = horizons.GetProperty("times");
            for (var i = 0; i < times.GetArrayLength(); i++)
            {
                var rate = curve.RateBy((long)Math.Floor(times[i].GetDouble() * scale));
                Close.Probability(horizons.GetProperty("value_rate")[i].NumberOrNull(), rate.Value, what + " rate");
                Close.Absolute(horizons.GetProperty($"value_rate_lower_{suffix}")[i].NumberOrNull(), rate.Lower, 1e-11, what + " rate lower");
                Close.Absolute(horizons.GetProperty($"value_rate_upper_{suffix}")[i].NumberOrNull(), rate.Upper, 1e-11, what + " rate upper");
            }

            foreach (var expected in means?.EnumerateArray().ToArray() ?? [])
            {
                var mean = curve.RestrictedMean(expected.GetProperty("tau").GetDouble() * scale);
                Close.Relative(expected.GetProperty("rmst").GetDouble() * scale, mean.Value, 1e-10, what + " mean");
                Close.Relative(expected.GetProperty("se").GetDouble() * scale, mean.StandardError, 1e-10, what + " mean's error");
                Close.Relative(expected.GetProperty("lower").GetDouble() * scale, mean.Lower, 1e-10, what + " mean's lower limit");
            }
        }
    }
}
