using System.Text.Json;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Support;
using Ttv.Statistics.Tests;

namespace Ttv.Statistics.Survival;

/// <summary>Curves and tests of a hundred thousand and a million tied rows in a hundred groups, landmarks, and groups' incidences, equal R's.</summary>
public class LargeReferenceTests
{
    /// <summary>The generator of Data/README.md: five uniform numbers a row of the minimal standard generator.</summary>
    private static (int[] Cohorts, long[] Times, int[] Statuses) Generate(int n, long seed)
    {
        var (cohorts, times, statuses) = (new int[n], new long[n], new int[n]);
        var x = seed;
        double Next() => (x = 16_807 * x % 2_147_483_647) / 2_147_483_647.0;
        for (var i = 0; i < n; i++)
        {
            double u1 = Next(), u2 = Next(), u3 = Next(), u4 = Next(), u5 = Next();
            cohorts[i] = (int)Math.Floor(100 * u1);
            var x2 = u5 > 0.5 ? 1 : 0;
            var t = (long)Math.Floor(u2 * u2 * u2 * 2000 * (1.5 - (0.5 * u4) + (0.25 * x2))) + (cohorts[i] % 7);
            var c = (long)Math.Floor(1500 * u3) + 1;
            times[i] = Math.Min(t, c);
            statuses[i] = t <= c ? 1 : 0;
        }

        return (cohorts, times, statuses);
    }

    [Theory]
    [InlineData("big100k_a", 100_000, 12_345)]
    [InlineData("bigspec_1e6", 1_000_000, 2_024)]
    public void Estimate_GeneratedRows_EqualR(string name, int n, long seed)
    {
        var expected = Reference.Json(name);
        var (cohorts, times, statuses) = Generate(n, seed);
        var groups = Enumerable.Range(0, 100).Select(c => SurvivalData.Create([.. times.Where((_, i) => cohorts[i] == c)], [.. statuses.Where((_, i) => cohorts[i] == c)])).ToArray();
        // The whole is the merged groups.
        Compare(expected, groups.Aggregate((a, b) => a.Merge(b)), name);
        foreach (var cohort in expected.GetProperty("cohorts").EnumerateArray()) Compare(cohort, groups[cohort.GetProperty("cohort").GetInt32()], $"{name} {cohort.GetProperty("cohort")}");
        var test = LogRank.Test(groups)!;
        Close.Relative(expected.GetProperty("logrank").GetProperty("chisq").GetDouble(), test.ChiSquared, 1e-9, "log-rank");
        Assert.Equal(99, test.DegreesOfFreedom);
        if (expected.GetProperty("logrank").TryGetProperty("p", out var p)) Close.Relative(p.GetDouble(), test.P, 1e-8, "log-rank");
    }

    private static void Compare(JsonElement expected, SurvivalData data, string what)
    {
        var curve = KaplanMeier.Estimate(data);
        Assert.Equal(expected.GetProperty("n").GetDouble(), curve.RowWeight);
        var quantiles = expected.GetProperty("quantiles");
        for (var i = 0; i < 5; i++)
        {
            var actual = curve.Quantile(quantiles.GetProperty("probs")[i].GetDouble());
            Assert.Equal(
                (quantiles.GetProperty("quantile")[i].NumberOrNull(), quantiles.GetProperty("lower_loglog")[i].NumberOrNull(), quantiles.GetProperty("upper_loglog")[i].NumberOrNull()),
                (actual.Value, actual.Lower, actual.Upper));
        }

        var horizons = expected.GetProperty("horizons");
        for (var i = 0; i < horizons.GetProperty("times").GetArrayLength(); i++)
        {
            var rate = curve.RateBy(horizons.GetProperty("times")[i].GetInt64());
            Close.Probability(horizons.GetProperty("value_rate")[i].GetDouble(), rate.Value, what);
            Close.Absolute(horizons.GetProperty("value_rate_lower_loglog")[i].NumberOrNull(), rate.Lower, 1e-10, what);
        }

        if (!expected.TryGetProperty("rmst", out var means)) return;
        foreach (var mean in means.EnumerateArray())
        {
            var actual = curve.RestrictedMean(mean.GetProperty("tau").GetDouble());
            Close.Relative(mean.GetProperty("rmst").GetDouble(), actual.Value, 1e-10, what);
            Close.Relative(mean.GetProperty("se").GetDouble(), actual.StandardError, 1e-9, what);
        }
    }

    [Fact]
    public void Estimate_HugeTimesWithoutRounding_EqualsTheIntegerReference()
    {
        var data = Reference.Data("edge_cases");
        var table = Reference.Expected("edge_cases.notimefix.km");
        var rows = Enumerable.Range(0, table.Count).Where(i => table.Text(i, "curve") == "huge_times").ToArray();
        var points = KaplanMeier.Estimate(Reference.Survival(data, "huge_times", i => data.Text(i, "case") == "huge_times")).Points;
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal((table.Number(rows[i], "time"), table.Number(rows[i], "n_risk"), table.Number(rows[i], "n_event")), (points[i].Time, points[i].AtRisk, points[i].Events));
            Close.Probability(table.Number(rows[i], "surv"), points[i].Probability, "huge times");
            Close.Relative(table.Number(rows[i], "se_surv"), points[i].StandardError, 1e-10, "huge times");
        }
    }

    [Fact]
    public void Incidence_BySegment_EqualsR()
    {
        var data = Reference.Data("ttv_saas_a");
        var expected = Reference.Json("ttv_saas_a").GetProperty("competing_risks");
        foreach (var group in expected.GetProperty("by_group").EnumerateArray())
        {
            var incidence = AalenJohansen.Estimate(Reference.Survival(data, "ttv_saas_a", i => data.Text(i, "segment") == group.GetProperty("group").GetString(), causes: true));
            for (var i = 0; i < expected.GetProperty("at").GetArrayLength(); i++)
                Close.Probability(group.GetProperty("cif1")[i].GetDouble(), incidence.RateBy(expected.GetProperty("at")[i].GetInt64()).Value, group.ToString());
        }
    }

    [Fact]
    public void FromLandmark_Rows_AreThoseStillWaiting()
    {
        var data = Reference.Data("lung");
        var all = Reference.Survival(data, "lung");
        var landmark = all.FromLandmark(180);
        var by = KaplanMeier.Estimate(landmark);

        Assert.Equal(KaplanMeier.Estimate(Reference.Survival(data, "lung", i => data.Number(i, "time") > 180)).Points, by.Points);
        // The curve from the landmark is the conditional one.
        Assert.Equal(KaplanMeier.Estimate(all).Conditional(180, 400)!.Value.Probability, by.RateBy(400).Value, 1e-12);
        Assert.Equal(0, by.RateBy(180).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => all.FromLandmark(-1));
    }
}
