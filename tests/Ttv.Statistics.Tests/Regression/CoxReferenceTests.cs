using System.Text.Json;
using Ttv.Statistics.Evaluation;
using Ttv.Statistics.Support;
using Ttv.Statistics.Survival;
using Ttv.Statistics.Tests;

namespace Ttv.Statistics.Regression;

/// <summary>Cox regressions equal R's coxph, survfit, residuals and cox.zph.</summary>
public class CoxReferenceTests
{
    public static TheoryData<string, CoxTies> Fits
    {
        get
        {
            var fits = new TheoryData<string, CoxTies>();
            foreach (var name in Reference.DataSets.Where(d => Reference.Json(d).TryGetProperty("cox_efron", out _)))
            {
                fits.Add(name, CoxTies.Efron);
                fits.Add(name, CoxTies.Breslow);
            }

            return fits;
        }
    }

    private static CoxData Rows(string name, JsonElement json, string[] covariates)
    {
        var (data, columns, scale) = (Reference.Data(name), json.GetProperty("columns"), Reference.Scale(name));
        var all = Enumerable.Range(0, data.Count).ToArray();
        var hasEntry = columns.GetProperty("entry").ValueKind == JsonValueKind.String;
        return CoxData.Create(
            [.. all.Select(i => (long)(data.Number(i, "time")!.Value * scale))],
            [.. all.Select(i => data.Number(i, "status") == columns.GetProperty("event_code").GetDouble() ? 1 : 0)],
            [.. all.SelectMany(i => covariates.Select(c => data.Number(i, c)!.Value))],
            covariates.Length,
            hasEntry ? [.. all.Select(i => (long)(data.Number(i, "entry")!.Value * scale))] : [],
            clusters: columns.GetProperty("cluster").ValueKind == JsonValueKind.String ? [.. all.Select(i => (int)data.Number(i, columns.GetProperty("cluster").GetString()!)!.Value)] : []);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_DataSet_EqualsCoxph(string name, CoxTies ties)
    {
        var json = Reference.Json(name);
        var expected = json.GetProperty(ties == CoxTies.Efron ? "cox_efron" : "cox_breslow");
        var covariates = expected.GetProperty("coef").EnumerateObject().Select(c => c.Name).ToArray();
        var rows = Rows(name, json, covariates);
        var fit = CoxRegression.Fit(rows, ties);
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (var j = 0; j < covariates.Length; j++)
        {
            var se = expected.GetProperty("se").GetProperty(covariates[j]).GetDouble();
            Close.Absolute(expected.GetProperty("coef").GetProperty(covariates[j]).GetDouble(), fit.Coefficients[j], 1e-6 * se, covariates[j]);
            Close.Relative(se, fit.StandardErrors[j], 1e-7, covariates[j]);
            for (var k = 0; k < covariates.Length; k++)
                Close.Absolute(expected.GetProperty("var")[j][k].GetDouble(), fit.Covariance(j, k), 1e-7 * fit.StandardErrors[j] * fit.StandardErrors[k], $"{covariates[j]} {covariates[k]}");
        }

        Close.Relative(expected.GetProperty("loglik_null").GetDouble(), fit.NullLogLikelihood, 1e-10, "null log-likelihood");
        Close.Relative(expected.GetProperty("loglik").GetDouble(), fit.LogLikelihood, 1e-10, "log-likelihood");
        Close.Relative(expected.GetProperty("score_test").GetDouble(), fit.Score.ChiSquared, 1e-8, "score");
        Close.Relative(expected.GetProperty("wald_test").GetDouble(), fit.Wald.ChiSquared, 1e-6, "Wald");
        Close.Relative(expected.GetProperty("lr_test").GetDouble(), fit.LikelihoodRatio.ChiSquared, 1e-8, "likelihood ratio");
        Assert.Equal(expected.GetProperty("df").GetInt32(), fit.Score.DegreesOfFreedom);
        CompareBaseline(name, expected, fit);
        CompareProfiles(name, expected, rows, fit);
        CompareResiduals(expected, fit);
        if (expected.TryGetProperty("robust_se", out var robust))
        {
            for (var j = 0; j < covariates.Length; j++) Close.Relative(robust[j].GetDouble(), fit.RobustStandardErrors()[j], 1e-6, $"robust {covariates[j]}");
        }

        if (!expected.TryGetProperty("concordance_counts", out _) || json.GetProperty("columns").GetProperty("entry").ValueKind == JsonValueKind.String) return;
        var harrell = Concordance.Harrell(rows.Times, [.. rows.IsEvent.Select(e => e ? 1 : 0)], [.. Enumerable.Range(0, rows.Count).Select(i => Math.Round(fit.LinearPredictor(rows.Row(i)), 9))])!.Value;
        Close.Absolute(expected.GetProperty("concordance").GetDouble(), harrell.Value, 1e-5, "concordance");
    }

    private static void CompareBaseline(string name, JsonElement expected, CoxFit fit)
    {
        if (!expected.TryGetProperty("baseline_cumhaz", out var baseline)) return;
        var scale = Reference.Scale(name);
        var hazard = fit.BaselineHazard();
        var times = baseline.GetProperty("time").EnumerateArray().Select(t => t.GetDouble()).ToArray();
        var atZero = Math.Abs(fit.LinearPredictor([.. fit.Coefficients.Select(_ => 1.0)]));
        for (var i = 0; i < times.Length; i++)
        {
            // R also lists ticks at which only censorings happen.
            var at = hazard.LastOrDefault(h => h.Time <= times[i] * scale);
            Close.Relative(baseline.GetProperty("hazard_at_zero_covariates")[i].GetDouble(), at.CumulativeHazard, 1e-6, $"{name} hazard at {times[i]} {atZero}");
        }
    }

    private static void CompareProfiles(string name, JsonElement expected, CoxData rows, CoxFit fit)
    {
        if (!expected.TryGetProperty("profiles", out var profiles)) return;
        foreach (var profile in profiles.EnumerateArray())
        {
            var row = rows.Row(profile.GetProperty("row_1based").GetInt32() - 1).ToArray();
            Close.Absolute(profile.GetProperty("lp_uncentered").GetDouble(), fit.LinearPredictor(row), 1e-6, "linear predictor");
            for (var t = 0; t < profile.GetProperty("times").GetArrayLength(); t++)
            {
                var (value, error) = fit.Survival(row, (long)(profile.GetProperty("times")[t].GetDouble() * Reference.Scale(name)));
                Close.Absolute(profile.GetProperty("surv")[t].GetDouble(), value, 1e-8, $"{name} survival");
                Close.Relative(profile.GetProperty("se_surv")[t].GetDouble(), error, 1e-6, $"{name} error of survival");
            }
        }
    }

    private static void CompareResiduals(JsonElement expected, CoxFit fit)
    {
        if (expected.TryGetProperty("martingale_first10", out var martingale))
        {
            var (residuals, deviances) = (fit.MartingaleResiduals(), fit.DevianceResiduals());
            for (var i = 0; i < martingale.GetArrayLength(); i++)
            {
                Close.Absolute(martingale[i].GetDouble(), residuals[i], 1e-7, $"martingale {i}");
                Close.Absolute(expected.GetProperty("deviance_resid_first10")[i].GetDouble(), deviances[i], 1e-6, $"deviance {i}");
            }

            Assert.Equal(0, residuals.Sum(), 1e-6);
        }

        if (!expected.TryGetProperty("zph_km", out var proportional)) return;
        var tests = fit.TestProportionality();
        for (var j = 0; j < tests.Count; j++)
        {
            Close.Absolute(proportional.GetProperty("chisq")[j].GetDouble(), tests[j].ChiSquared, 1e-6 * Math.Max(1, tests[j].ChiSquared), $"proportionality {j}");
            Assert.Equal(proportional.GetProperty("df")[j].GetInt32(), tests[j].DegreesOfFreedom);
        }
    }

    [Theory]
    [InlineData(CoxTies.Efron, "cox_efron")]
    [InlineData(CoxTies.Breslow, "cox_breslow")]
    public void Fit_HundredThousandTiedRows_EqualsCoxph(CoxTies ties, string section)
    {
        var data = Reference.Data("big100k_a");
        var expected = Reference.Json("big100k_a").GetProperty(section);
        var all = Enumerable.Range(0, data.Count).ToArray();
        var fit = CoxRegression.Fit(CoxData.Create(
            [.. all.Select(i => (long)data.Number(i, "time")!.Value)], [.. all.Select(i => (int)data.Number(i, "status")!.Value)],
            [.. all.SelectMany(i => new[] { data.Number(i, "x1")!.Value, data.Number(i, "x2")!.Value })], 2), ties);
        for (var j = 0; j < 2; j++)
        {
            Close.Absolute(expected.GetProperty("coef")[j].GetDouble(), fit.Coefficients[j], 1e-6 * fit.StandardErrors[j], $"x{j}");
            for (var k = 0; k < 2; k++) Close.Absolute(expected.GetProperty("var")[j][k].GetDouble(), fit.Covariance(j, k), 1e-7 * fit.StandardErrors[j] * fit.StandardErrors[k], $"x{j} x{k}");
        }

        Close.Relative(expected.GetProperty("loglik")[0].GetDouble(), fit.NullLogLikelihood, 1e-10, "null");
        Close.Relative(expected.GetProperty("loglik")[1].GetDouble(), fit.LogLikelihood, 1e-10, "log-likelihood");
    }

    [Fact]
    public void Uplift_HoldoutAgainstTreated_EqualsCoxph()
    {
        var expected = Reference.Json("models_uplift").GetProperty("uplift").GetProperty("cox_unadjusted");
        var data = Reference.Data("ttv_saas_a");
        var all = Enumerable.Range(0, data.Count).ToArray();
        var fit = CoxRegression.Fit(CoxData.Create(
            [.. all.Select(i => (long)data.Number(i, "time")!.Value)], [.. all.Select(i => data.Number(i, "status") == 1 ? 1 : 0)],
            [.. all.Select(i => 1 - data.Number(i, "holdout")!.Value)], 1));
        Close.Absolute(expected.GetProperty("log_hr").GetDouble(), fit.Coefficients[0], 1e-6 * fit.StandardErrors[0], "hazard ratio");
        Close.Relative(expected.GetProperty("se").GetDouble(), fit.StandardErrors[0], 1e-7, "error");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void CalibrationSlope_NewRows_EqualsCoxph(int index)
    {
        var expected = Reference.Json("prediction")[index];
        var table = Reference.Expected(expected.GetProperty("predictions").GetString()!.Replace(".csv", "", StringComparison.Ordinal));
        var all = Enumerable.Range(0, table.Count).ToArray();
        var slope = CalibrationSlope.Estimate([.. all.Select(i => (long)table.Number(i, "time")!.Value)], [.. all.Select(i => table.Number(i, "event") == 1 ? 1 : 0)], [.. all.Select(i => table.Number(i, "lp")!.Value)]);
        Close.Absolute(expected.GetProperty("calibration_slope").GetDouble(), slope.Value, 1e-6 * slope.StandardError, "slope");
        Close.Relative(expected.GetProperty("calibration_slope_se").GetDouble(), slope.StandardError, 1e-7, "error");
    }

    [Fact]
    public void Score_OneBinaryCovariateBreslow_IsTheLogRankTestWithoutTies()
    {
        var random = new Random(3);
        long[] times = [.. Enumerable.Range(0, 200).Select(i => (long)((i * 7) % 211))];
        int[] statuses = [.. times.Select(_ => random.Next(2))];
        double[] x = [.. times.Select(_ => (double)random.Next(2))];
        var fit = CoxRegression.Fit(CoxData.Create(times, statuses, x, 1), CoxTies.Breslow);
        SurvivalData Group(double of) => SurvivalData.Create([.. times.Where((_, i) => x[i] == of)], [.. statuses.Where((_, i) => x[i] == of)]);

        Assert.Equal(LogRank.Test([Group(0), Group(1)])!.ChiSquared, fit.Score.ChiSquared, 1e-9);
    }

    [Fact]
    public void Fit_WholeWeightsBreslow_EqualRepeatedRows()
    {
        long[] times = [3, 3, 5, 8, 9, 9];
        int[] statuses = [1, 1, 0, 1, 1, 0], weights = [2, 1, 3, 1, 2, 1];
        double[] x = [0.5, 1.5, 0.2, -0.7, 1.1, 0.3];
        int[] repeated = [.. Enumerable.Range(0, 6).SelectMany(i => Enumerable.Repeat(i, weights[i]))];
        var a = CoxRegression.Fit(CoxData.Create(times, statuses, x, 1, weights: [.. weights.Select(w => (double)w)]), CoxTies.Breslow);
        var b = CoxRegression.Fit(CoxData.Create([.. repeated.Select(i => times[i])], [.. repeated.Select(i => statuses[i])], [.. repeated.Select(i => x[i])], 1), CoxTies.Breslow);

        Assert.Equal(b.Coefficients[0], a.Coefficients[0], 1e-10);
        Assert.Equal(b.StandardErrors[0], a.StandardErrors[0], 1e-10);
        Assert.Equal(b.LogLikelihood, a.LogLikelihood, 1e-10);
    }

    [Fact]
    public void Fit_Strata_SumTheirLikelihoods()
    {
        long[] times = [1, 2, 3, 4, 5, 6, 7, 8];
        int[] statuses = [1, 1, 0, 1, 1, 0, 1, 1], strata = [0, 0, 0, 0, 7, 7, 7, 7];
        double[] x = [1, 0, 1, 0, 0, 1, 1, 0];
        var both = CoxRegression.Fit(CoxData.Create(times, statuses, x, 1, strata: strata));
        var parts = new[] { 0..4, 4..8 }.Sum(r => CoxRegression.Fit(CoxData.Create(times[r], statuses[r], x[r], 1)).NullLogLikelihood);

        Assert.Equal(parts, both.NullLogLikelihood, 1e-12);
        Assert.NotEqual(both.BaselineHazard(0)[^1].Time, both.BaselineHazard(7)[^1].Time);
        Assert.Throws<ArgumentException>(() => both.BaselineHazard(1));
    }

    [Fact]
    public void Fit_Degenerate_IsReportedNeverSilent()
    {
        // Only those with x = 1 ever have the event: no finite coefficient.
        Assert.Equal(FitStatus.Separated, CoxRegression.Fit(CoxData.Create([1, 2, 3, 4, 5, 6], [1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], 1)).Status);
        // Aliased: twice the same covariate.
        var aliased = CoxRegression.Fit(CoxData.Create([1, 2, 3, 4], [1, 1, 1, 0], [0.1, 0.2, 0.7, 1.4, 0.3, 0.6, 0.4, 0.8], 2));
        Assert.Equal([false, true], aliased.IsAliased);
        Assert.Equal((0.0, 0.0, 1), (aliased.Coefficients[1], aliased.StandardErrors[1], aliased.Score.DegreesOfFreedom));
        // A constant, no event, no row.
        Assert.Equal([true], CoxRegression.Fit(CoxData.Create([1, 2], [1, 1], [5, 5], 1)).IsAliased);
        Assert.Equal(0, CoxRegression.Fit(CoxData.Create([1, 2], [0, 0], [1, 2], 1)).Coefficients[0]);
        Assert.Equal([true], CoxRegression.Fit(CoxData.Create([], [], [], 1)).IsAliased);
        Assert.Contains("entries[0] is 3", Assert.Throws<ArgumentException>(() => CoxData.Create([3], [1], [1], 1, entries: [3])).Message, StringComparison.Ordinal);
        // Everybody at one tick.
        Assert.True(double.IsFinite(CoxRegression.Fit(CoxData.Create([4, 4, 4, 4], [1, 1, 1, 0], [0.1, 0.9, 0.4, 0.5], 1)).Coefficients[0]));
    }
}
