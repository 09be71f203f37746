using System.Text.Json;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Support;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Tests;

/// <summary>Tests between groups, conditional probabilities and differences equal R's.</summary>
public class LogRankReferenceTests
{
    private static readonly (string Name, LogRankWeight Weight)[] Weights =
        [("logrank", LogRankWeight.One), ("peto", LogRankWeight.Survival), ("gehan", LogRankWeight.AtRisk), ("tw", LogRankWeight.RootAtRisk)];

    public static TheoryData<string> DataSets => new(Reference.DataSets);

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Test_DataSet_EqualsR(string name)
    {
        var data = Reference.Data(name);
        var json = Reference.Json(name);
        var columns = json.GetProperty("columns");
        var group = columns.GetProperty("group").GetString()!;
        foreach (var (section, weight) in Weights)
        {
            if (!json.GetProperty("logrank").TryGetProperty(section, out var expected)) continue;
            Compare(expected, LogRank.Test(Groups(expected, _ => true), weight)!, $"{name} {section}");
        }

        if (!json.GetProperty("logrank").TryGetProperty("stratified", out var stratified)) return;
        var strata = columns.GetProperty("strata").GetString()!;
        var levels = Enumerable.Range(0, data.Count).Select(i => data.Text(i, strata)).Distinct().ToArray();
        Compare(stratified, LogRank.TestStrata([.. levels.Select(l => Groups(stratified, i => data.Text(i, strata) == l))])!, $"{name} stratified");

        IReadOnlyList<SurvivalData> Groups(JsonElement expected, Func<int, bool> where) =>
            [.. expected.GetProperty("groups").EnumerateArray().Select(g => Reference.Survival(data, name, i => data.Text(i, group) == g.GetString() && where(i)))];
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Difference_OfTheFirstTwoGroups_EqualsR(string name)
    {
        var data = Reference.Data(name);
        var json = Reference.Json(name);
        var group = json.GetProperty("columns").GetProperty("group").GetString()!;
        var scale = Reference.Scale(name);
        var means = json.GetProperty("rmst").GetProperty("difference_group2_minus_group1");
        var levels = means[0].GetProperty("groups").EnumerateArray().Select(g => g.GetString()!).ToArray();
        var curves = levels.Select(l => KaplanMeier.Estimate(Reference.Survival(data, name, i => data.Text(i, group) == l))).ToArray();
        foreach (var expected in means.EnumerateArray())
        {
            var actual = Difference.OfRestrictedMeans(curves[0], curves[1], expected.GetProperty("tau").GetDouble() * scale);
            var what = $"{name} mean to {expected.GetProperty("tau")}";
            Close.Absolute(expected.GetProperty("difference").GetDouble(), actual.Value / scale, 1e-9, what);
            Close.Relative(expected.GetProperty("se").GetDouble(), actual.StandardError / scale, 1e-10, what);
            Close.Absolute(expected.GetProperty("lower").GetDouble(), actual.Lower / scale, 1e-9, what);
            Close.Absolute(expected.GetProperty("z").GetDouble(), actual.Z, 1e-9, what);
            Close.Relative(expected.GetProperty("p").GetDouble(), actual.P, 1e-8, what);
            var ratio = Difference.RatioOfRestrictedMeans(curves[0], curves[1], expected.GetProperty("tau").GetDouble() * scale)!.Value;
            Close.Relative(expected.GetProperty("ratio").GetDouble(), ratio.Value, 1e-10, what);
            Close.Relative(expected.GetProperty("ratio_lower").GetDouble(), ratio.Lower, 1e-10, what);
            Close.Relative(expected.GetProperty("ratio_upper").GetDouble(), ratio.Upper, 1e-10, what);
        }

        foreach (var expected in json.GetProperty("value_rate_difference_group2_minus_group1").EnumerateArray())
        {
            var actual = Difference.OfRates(curves[0], curves[1], (long)(expected.GetProperty("time").GetDouble() * scale));
            var what = $"{name} rate at {expected.GetProperty("time")}";
            Close.Absolute(expected.GetProperty("difference")[0].GetDouble(), actual.Value, 1e-12, what);
            if (expected.GetProperty("se")[0].NumberOrNull() is not { } se) continue;
            Close.Relative(se, actual.StandardError, 1e-10, what);
            Close.Absolute(expected.GetProperty("lower")[0].GetDouble(), actual.Lower, 1e-10, what);
            Close.Absolute(expected.GetProperty("upper")[0].GetDouble(), actual.Upper, 1e-10, what);
        }
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Conditional_AfterWaiting_EqualsR(string name)
    {
        var json = Reference.Json(name);
        var scale = Reference.Scale(name);
        var curve = KaplanMeier.Estimate(Reference.Survival(Reference.Data(name), name));
        foreach (var expected in json.GetProperty("conditional").EnumerateArray())
        {
            var elapsed = (long)(expected.GetProperty("elapsed").GetDouble() * scale);
            var actual = curve.Conditional(elapsed, (long)(expected.GetProperty("horizon").GetDouble() * scale))!.Value;
            var what = $"{name} after {elapsed}";
            Close.Probability(expected.GetProperty("surv_elapsed").GetDouble(), actual.SurvivalAtElapsed, what);
            Close.Probability(expected.GetProperty("p_value_by_horizon_given_not_yet").GetDouble(), actual.Probability, what);
            Close.Relative(expected.GetProperty("se_log_ratio").GetDouble(), actual.ErrorOfLog, 1e-10, what);
            Close.Absolute(expected.GetProperty("lower").GetDouble(), actual.Lower, 1e-10, what);
            Close.Absolute(expected.GetProperty("upper").GetDouble(), actual.Upper, 1e-10, what);
            Close.Absolute(expected.GetProperty("restricted_mean_remaining_to_horizon").GetDouble(), actual.RestrictedMeanRemaining / scale, 1e-8, what);
            Close.Absolute(expected.GetProperty("median_remaining").NumberOrNull(), curve.RemainingQuantile(elapsed, 0.5) / scale, 1e-9, what);
        }
    }

    [Fact]
    public void Gray_ThreeSegments_EqualsCmprsk()
    {
        var data = Reference.Data("ttv_saas_a");
        SurvivalData[] groups = [.. new[] { "founder", "marketer", "operator" }.Select(s => Reference.Survival(data, "ttv_saas_a", i => data.Text(i, "segment") == s, causes: true))];
        var expected = Reference.Json("ttv_saas_a").GetProperty("competing_risks").GetProperty("gray_test");
        for (var cause = 1; cause <= 2; cause++)
        {
            var actual = Gray.Test(groups, cause)!.Value;
            Close.Relative(expected.GetProperty("stat")[cause - 1].GetDouble(), actual.ChiSquared, 1e-9, $"cause {cause}");
            Close.Relative(expected.GetProperty("p")[cause - 1].GetDouble(), actual.P, 1e-8, $"cause {cause}");
            Assert.Equal(2, actual.DegreesOfFreedom);
        }
    }

    [Fact]
    public void Uplift_TreatedAgainstHoldout_EqualsR()
    {
        var data = Reference.Data("ttv_saas_a");
        var expected = Reference.Json("models_uplift").GetProperty("uplift");
        SurvivalData Arm(string holdout) => Reference.Survival(data, "ttv_saas_a", i => data.Text(i, "holdout") == holdout, causes: true);
        var (held, treated) = (Arm("1"), Arm("0"));
        var rates = Difference.OfRates(KaplanMeier.Estimate(held), KaplanMeier.Estimate(treated), 10_080);
        Close.Probability(expected.GetProperty("value_rate").GetProperty("difference").GetDouble(), rates.Value, "rate");
        Close.Relative(expected.GetProperty("value_rate").GetProperty("p").GetDouble(), rates.P, 1e-8, "rate");
        var incidences = Difference.OfRates(AalenJohansen.Estimate(held), AalenJohansen.Estimate(treated), 10_080);
        Close.Probability(expected.GetProperty("cif_value").GetProperty("difference.value").GetDouble(), incidences.Value, "incidence");
        Close.Relative(expected.GetProperty("cif_value").GetProperty("se_ij").GetDouble(), incidences.StandardError, 1e-10, "incidence");
        var means = Difference.OfRestrictedMeans(KaplanMeier.Estimate(held), KaplanMeier.Estimate(treated), 10_080);
        Close.Relative(expected.GetProperty("rmst").GetProperty("difference").GetDouble(), means.Value, 1e-10, "mean");
        Close.Relative(expected.GetProperty("rmst").GetProperty("p").GetDouble(), means.P, 1e-8, "mean");
        var test = LogRank.Test([held, treated])!;
        Close.Absolute(expected.GetProperty("logrank").GetProperty("chisq").GetDouble(), test.ChiSquared, 1e-9, "log-rank");
        Close.Relative(expected.GetProperty("logrank").GetProperty("p").GetDouble(), test.P, 1e-8, "log-rank");
    }

    [Fact]
    public void MultipleComparisons_TwentyFiveTests_EqualR()
    {
        var expected = Reference.Json("models_uplift").GetProperty("uplift").GetProperty("bh");
        double[] Numbers(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        var p = Numbers("p");
        foreach (var (mine, theirs) in MultipleComparisons.BenjaminiHochberg(p).Zip(Numbers("bh"))) Assert.Equal(theirs, mine, 1e-14);
        foreach (var (mine, theirs) in MultipleComparisons.Holm(p).Zip(Numbers("holm"))) Assert.Equal(theirs, mine, 1e-14);
    }

    private static void Compare(JsonElement expected, LogRankTest actual, string what)
    {
        Close.Absolute(expected.GetProperty("chisq").GetDouble(), actual.ChiSquared, 1e-9 * Math.Max(1, actual.ChiSquared), what);
        Close.Relative(expected.GetProperty("p").GetDouble(), actual.P, 1e-8, what);
        Assert.Equal(expected.GetProperty("df").GetInt32(), actual.DegreesOfFreedom);
        for (var g = 0; g < actual.Observed.Count; g++)
        {
            Assert.Equal(expected.GetProperty("n")[g].GetDouble(), actual.RowWeights[g]);
            Close.Relative(expected.GetProperty("observed")[g].GetDouble(), actual.Observed[g], 1e-10, what);
            Close.Relative(expected.GetProperty("expected")[g].GetDouble(), actual.Expected[g], 1e-10, what);
            for (var h = 0; h < actual.Observed.Count; h++) Close.Relative(expected.GetProperty("variance")[g][h].GetDouble(), actual.Covariance(g, h), 1e-9, what);
        }

        var trend = actual.Trend([.. expected.GetProperty("trend_scores").EnumerateArray().Select(s => s.GetDouble())])!.Value;
        Close.Relative(expected.GetProperty("trend_U").GetDouble(), trend.Score, 1e-8, what);
        Close.Relative(expected.GetProperty("trend_var").GetDouble(), trend.Variance, 1e-9, what);
        Close.Relative(expected.GetProperty("trend_p").GetDouble(), trend.P, 1e-8, what);
    }
}
