using System.Text.Json;
using Ttv.Statistics.Support;

namespace Ttv.Statistics.Regression;

/// <summary>Accelerated failure time regressions equal R's survreg.</summary>
public class AcceleratedReferenceTests
{
    private static readonly Dictionary<string, AcceleratedDistribution> Distributions = new()
    {
        ["weibull"] = AcceleratedDistribution.Weibull,
        ["exponential"] = AcceleratedDistribution.Exponential,
        ["lognormal"] = AcceleratedDistribution.LogNormal,
        ["loglogistic"] = AcceleratedDistribution.LogLogistic,
    };

    public static TheoryData<string> DataSets => new(Reference.DataSets.Where(d => Reference.Json(d).TryGetProperty("aft", out _)));

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Fit_DataSet_EqualsSurvreg(string name)
    {
        var json = Reference.Json(name);
        var data = Reference.Data(name);
        var code = json.GetProperty("columns").GetProperty("event_code").GetDouble();
        var all = Enumerable.Range(0, data.Count).ToArray();
        double[] times = [.. all.Select(i => data.Number(i, "time")!.Value)];
        int[] statuses = [.. all.Select(i => data.Number(i, "status") == code ? 1 : 0)];
        foreach (var section in new[] { "aft", "aft_intercept_only" })
        {
            foreach (var model in json.GetProperty(section).EnumerateObject())
            {
                if (model.Value.ValueKind != JsonValueKind.Object || !Distributions.TryGetValue(model.Name, out var distribution)) continue;
                var expected = model.Value;
                var terms = expected.GetProperty("terms").EnumerateArray().Select(t => t.GetString()!).ToArray();
                double[] rows = [.. all.SelectMany(i => terms.Select(t => t == "(Intercept)" ? 1 : data.Number(i, t)!.Value))];
                var fit = AcceleratedRegression.Fit(distribution, times, statuses, rows, terms.Length);
                var what = $"{name} {section} {model.Name}";
                Assert.Equal(FitStatus.Converged, fit.Status);
                for (var j = 0; j < terms.Length; j++)
                {
                    var se = Math.Sqrt(expected.GetProperty("var")[j][j].GetDouble());
                    Close.Absolute(expected.GetProperty("coef")[j].GetDouble(), fit.Coefficients[j], 1e-6 * se, $"{what} {terms[j]}");
                    Close.Relative(se, Math.Sqrt(fit.Covariance(j, j)), 1e-6, $"{what} {terms[j]}");
                }

                Close.Relative(expected.GetProperty("scale").GetDouble(), fit.Scale, 1e-6, what);
                Close.Relative(expected.GetProperty("loglik").GetDouble(), fit.LogLikelihood, 1e-10, what);
                for (var r = 0; r < expected.GetProperty("profile_rows_1based").GetArrayLength(); r++)
                {
                    var row = rows.AsSpan((expected.GetProperty("profile_rows_1based")[r].GetInt32() - 1) * terms.Length, terms.Length);
                    for (var q = 0; q < expected.GetProperty("quantile_probs").GetArrayLength(); q++)
                    {
                        var share = expected.GetProperty("quantile_probs")[q].GetDouble();
                        Close.Relative(expected.GetProperty("profile_quantiles")[r][q].GetDouble(), fit.Quantile(row, share), 1e-6, $"{what} quantile {share}");
                        Assert.Equal(1 - share, fit.Survival(row, fit.Quantile(row, share)), 1e-9);
                    }
                }
            }
        }
    }

    [Fact]
    public void Fit_Degenerate_IsReported()
    {
        Assert.Equal(FitStatus.Separated, AcceleratedRegression.Fit(AcceleratedDistribution.Weibull, [1, 2, 3], [0, 0, 0], [1, 1, 1], 1).Status);
        Assert.Contains("times[0] is 0", Assert.Throws<ArgumentException>(() => AcceleratedRegression.Fit(AcceleratedDistribution.Weibull, [0], [1], [1], 1)).Message, StringComparison.Ordinal);
    }
}
