using Ttv.Statistics.Support;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Trends;

public class TrendTests
{
    public static TheoryData<string> Series => new(Reference.Json("trend").GetProperty("series").EnumerateObject().Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Series))]
    public void TheilSen_Series_EqualsR(string name) => Compare(Reference.Json("trend").GetProperty("series").GetProperty(name));

    [Fact]
    public void TheilSen_Cohorts_EqualsR()
    {
        var compared = 0;
        foreach (var dataSet in Reference.Json("trend").GetProperty("datasets").EnumerateArray())
        {
            foreach (var metric in (string[])["median", "q25", "value_rate", "rmst"])
            {
                if (!dataSet.TryGetProperty(metric, out var series) || series.TryGetProperty("insufficient", out _)) continue;
                Compare(series);
                compared++;
            }
        }

        Assert.True(compared >= 6, $"{compared} series");
    }

    [Theory]
    [InlineData("cdnow_repeat", "cohort_week")]
    [InlineData("lung", "sex")]
    [InlineData("kidney_transplant", "grp")]
    [InlineData("gbsg2", "tgrade")]
    [InlineData("ttv_saas_a", "segment")]
    [InlineData("stanford_heart", "transplant")]
    public void TaroneTrend_Groups_EqualsR(string name, string column)
    {
        var data = Reference.Data(name);
        var expected = Reference.Json(name).GetProperty("logrank").GetProperty("logrank");
        var levels = expected.GetProperty("groups").EnumerateArray().Select(g => g.ToString()).ToArray();
        var groups = levels.Select(l => Reference.Survival(data, name, i => data.Text(i, column) == l)).ToArray();
        var scores = expected.GetProperty("trend_scores").EnumerateArray().Select(s => s.GetDouble()).ToArray();
        var test = TaroneTrend.Test(groups, scores)!.Value;
        Close.Relative(expected.GetProperty("trend_U").GetDouble(), test.Score, 1e-9, "U");
        Close.Relative(expected.GetProperty("trend_var").GetDouble(), test.Variance, 1e-9, "variance");
        Close.Relative(expected.GetProperty("trend_z").GetDouble(), test.Z, 1e-9, "z");
        if (expected.TryGetProperty("trend_p", out var p)) Close.Relative(p.GetDouble(), test.P, 1e-8, "p");
    }

    [Fact]
    public void TaroneTrend_OneScore_HasNoVariance()
    {
        var group = SurvivalData.Create([1, 2], [1, 1]);
        Assert.Null(TaroneTrend.Test([group, group], [3, 3]));
    }

    [Fact]
    public void TheilSen_OnePosition_HasNoSlope() => Assert.Null(TheilSen.Estimate([2, 2], [1, 5]));

    [Fact]
    public void TheilSen_NotANumber_IsRefused() => Assert.Throws<ArgumentException>(() => TheilSen.Estimate([1, 2], [1, double.NaN]));

    private static void Compare(System.Text.Json.JsonElement expected)
    {
        double[] Numbers(string name) => expected.GetProperty(name).EnumerateArray().Select(v => v.GetDouble()).ToArray();
        var trend = TheilSen.Estimate(Numbers("x"), Numbers("y"))!.Value;
        Assert.Equal(expected.GetProperty("S").GetInt64(), trend.Score);
        Close.Relative(expected.GetProperty("var_S").GetDouble(), trend.ScoreVariance, 1e-12, "variance of S");
        Close.Relative(expected.GetProperty("z").NumberOrNull(), trend.Z, 1e-9, "z");
        Close.Relative(expected.GetProperty("p").NumberOrNull(), trend.P, 1e-8, "p");
        Close.Relative(expected.GetProperty("sen_slope").GetDouble(), trend.Slope, 1e-10, "slope");
        Close.Relative(expected.GetProperty("sen_lower").NumberOrNull(), trend.Lower, 1e-10, "lower");
        Close.Relative(expected.GetProperty("sen_upper").NumberOrNull(), trend.Upper, 1e-10, "upper");
    }
}
