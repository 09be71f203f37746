using Ttv.Statistics.Support;

namespace Ttv.Statistics.Regression;

public class BinaryRegressionTests
{
    [Theory]
    [InlineData("logit", BinaryLink.Logit)]
    [InlineData("cloglog", BinaryLink.ComplementaryLogLog)]
    public void Fit_PersonPeriods_EqualsGlm(string section, BinaryLink link)
    {
        var reference = Reference.Json("models_uplift").GetProperty("discrete_hazard");
        var expected = reference.GetProperty(section);
        var terms = expected.GetProperty("terms").EnumerateArray().Select(t => t.GetString()!).ToArray();
        var breaks = reference.GetProperty("breaks").EnumerateArray().Select(b => b.GetInt64()).ToArray();
        var data = Reference.Data("ttv_saas_a");
        long[] times = [.. Enumerable.Range(0, data.Count).Select(i => (long)data.Number(i, "time")!.Value)];
        int[] statuses = [.. Enumerable.Range(0, data.Count).Select(i => (int)data.Number(i, "status")!.Value)];
        var covariates = terms.Where(t => !t.StartsWith("bin", StringComparison.Ordinal)).ToArray();
        double[] rows = [.. Enumerable.Range(0, data.Count).SelectMany(i => covariates.Select(c => data.Number(i, c)!.Value))];
        var hazard = DiscreteHazard.Fit(breaks, times, statuses, rows, covariates.Length, link);
        var fit = hazard.Fitted;

        Assert.Equal((reference.GetProperty("person_periods").GetInt32(), reference.GetProperty("events").GetInt32()), (hazard.PersonPeriods, hazard.Events));
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (var j = 0; j < terms.Length; j++)
        {
            var se = expected.GetProperty("se")[j].GetDouble();
            Close.Absolute(expected.GetProperty("coef")[j].GetDouble(), fit.Coefficients[j], 1e-6 * se, terms[j]);
            Close.Relative(se, fit.StandardErrors[j], 1e-7, terms[j]);
        }

        Close.Relative(expected.GetProperty("loglik").GetDouble(), fit.LogLikelihood, 1e-10, "log-likelihood");
        // The survival over the intervals is the product of what each leaves.
        var row = rows.AsSpan(0, covariates.Length);
        var survival = hazard.Survival(row);
        Assert.Equal(breaks.Length, survival.Count);
        Assert.Equal(1, survival[0]);
        Assert.All(survival.Zip(survival.Skip(1)), p => Assert.True(p.First > p.Second));
    }

    [Fact]
    public void Fit_AliasedColumn_IsReportedAndLeftOut()
    {
        var random = new Random(1);
        double[] rows = [.. Enumerable.Range(0, 200).SelectMany(_ => { var x = random.NextDouble(); return new[] { 1, x, 2 * x }; })];
        double[] y = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(2))];
        var fit = BinaryRegression.Fit(rows, 3, y);

        Assert.Equal([false, false, true], fit.IsAliased);
        Assert.Equal(0, fit.Coefficients[2]);
        Assert.Equal(FitStatus.Converged, fit.Status);
    }

    [Fact]
    public void Fit_Separation_IsReportedAndARidgeMendsIt()
    {
        double[] rows = [1, -2, 1, -1, 1, 1, 1, 2];
        double[] y = [0, 0, 1, 1];

        Assert.Equal(FitStatus.Separated, BinaryRegression.Fit(rows, 2, y).Status);
        Assert.Equal(FitStatus.Separated, BinaryRegression.Fit(rows, 2, y, link: BinaryLink.ComplementaryLogLog).Status);
        var ridge = BinaryRegression.Fit(rows, 2, y, ridge: 1, isPenalised: [false, true]);
        Assert.Equal(FitStatus.Converged, ridge.Status);
        // At the penalised maximum the score of the slope equals the penalty's pull.
        var pull = Enumerable.Range(0, 4).Sum(i => rows[(2 * i) + 1] * (y[i] - ridge.Probability(rows.AsSpan(2 * i, 2))));
        Assert.Equal(ridge.Coefficients[1], pull, 1e-9);
    }

    [Fact]
    public void Fit_WholeWeights_EqualRepeatedRows()
    {
        double[] rows = [1, 0.5, 1, 1.5, 1, 2.5, 1, 0.1], y = [0, 1, 0, 1], weights = [3, 2, 1, 2];
        double[] repeated = [.. Enumerable.Range(0, 4).SelectMany(i => Enumerable.Repeat(rows[(2 * i)..((2 * i) + 2)], (int)weights[i])).SelectMany(r => r)];
        double[] outcomes = [.. Enumerable.Range(0, 4).SelectMany(i => Enumerable.Repeat(y[i], (int)weights[i]))];
        var (a, b) = (BinaryRegression.Fit(rows, 2, y, weights), BinaryRegression.Fit(repeated, 2, outcomes));

        Assert.Equal(b.Coefficients[1], a.Coefficients[1], 1e-9);
        Assert.Equal(b.StandardErrors[1], a.StandardErrors[1], 1e-9);
    }

    [Fact]
    public void Fit_BrokenInput_NamesTheValue()
    {
        Assert.Contains("row 1, column 0", Assert.Throws<ArgumentException>(() => BinaryRegression.Fit([1, double.NaN], 1, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("outcomes[0] is 2", Assert.Throws<ArgumentException>(() => BinaryRegression.Fit([1], 1, [2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BinaryRegression.Fit([1, 1, 1], 2, [1]));
    }
}
