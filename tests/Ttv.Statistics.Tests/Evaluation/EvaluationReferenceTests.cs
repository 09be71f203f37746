using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Statistics.Calibration;
using Ttv.Statistics.Regression;
using Ttv.Statistics.Support;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Evaluation;

/// <summary>Judgements of predictions equal R's (survival, riskRegression, isoreg, glm).</summary>
public class EvaluationReferenceTests
{
    private static readonly JsonElement[] Predictions = [.. Reference.Json("prediction").EnumerateArray()];

    public static TheoryData<int> Cases => new(0, 1);

    public static TheoryData<string> DataSets => new(Reference.DataSets.Where(d => Reference.Json(d).TryGetProperty("concordance_first_covariate", out _)));

    private sealed class Rows
    {
        public Rows(JsonElement expected)
        {
            Table = Reference.Expected(expected.GetProperty("predictions").GetString()!.Replace(".csv", "", StringComparison.Ordinal));
            Times = [.. Enumerable.Range(0, Table.Count).Select(i => (long)Table.Number(i, "time")!.Value)];
            // Competing events count as censorings here, as in the reference.
            Statuses = [.. Enumerable.Range(0, Table.Count).Select(i => Table.Number(i, "event") == 1 ? 1 : 0)];
        }

        public Reference.Table Table { get; }

        public long[] Times { get; }

        public int[] Statuses { get; }

        public double[] Column(string name) => [.. Enumerable.Range(0, Table.Count).Select(i => Table.Number(i, name)!.Value)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_PredictionsOfAFittedModel_EqualsR(int index)
    {
        var expected = Predictions[index];
        var rows = new Rows(expected);
        var lp = rows.Column("lp");
        var harrell = Concordance.Harrell(rows.Times, rows.Statuses, lp)!.Value;
        Close.Probability(expected.GetProperty("harrell_c").GetDouble(), harrell.Value, "Harrell");
        Close.Relative(expected.GetProperty("harrell_se").GetDouble(), harrell.StandardError, 1e-10, "Harrell");
        CompareCounts(expected.GetProperty("harrell_counts"), harrell);
        Close.Probability(expected.GetProperty("uno_c_nG2").GetDouble(), Concordance.Uno(rows.Times, rows.Statuses, lp)!.Value.Value, "Uno");

        var dataSet = expected.GetProperty("dataset").GetString()!;
        var data = Reference.Data(dataSet);
        var curve = KaplanMeier.Estimate(Reference.Survival(data, dataSet, i => data.Text(i, "split") == "train"));
        for (var t = 0; t < expected.GetProperty("times").GetArrayLength(); t++)
        {
            var horizon = expected.GetProperty("times")[t].GetInt64();
            var predicted = rows.Column(string.Create(CultureInfo.InvariantCulture, $"S_{horizon}")).Select(s => 1 - s).ToArray();
            var brier = BrierScore.At(horizon, rows.Times, rows.Statuses, predicted)!.Value;
            Close.Absolute(expected.GetProperty("ipcw_brier")[t].GetDouble(), brier, 1e-10, $"Brier {horizon}");
            var reference = BrierScore.At(horizon, rows.Times, rows.Statuses, [.. Enumerable.Repeat(curve.RateBy(horizon).Value, predicted.Length)])!.Value;
            Close.Absolute(expected.GetProperty("ipcw_brier_km_reference")[t].GetDouble(), reference, 1e-10, $"reference {horizon}");
            Close.Absolute(expected.GetProperty("brier_skill")[t].GetDouble(), BrierScore.Skill(brier, reference), 1e-9, $"skill {horizon}");
            Close.Absolute(expected.GetProperty("auc_ipcw")[t].GetDouble(), HorizonAuc.At(horizon, rows.Times, rows.Statuses, predicted), 1e-10, $"AUC {horizon}");
        }

        var calibration = DCalibrationTest.Test(rows.Column("S_at_own_time"), rows.Statuses)!;
        for (var b = 0; b < 10; b++) Close.Absolute(expected.GetProperty("d_calibration").GetProperty("bins")[b].GetDouble(), calibration.Bins[b], 1e-8, $"bin {b}");
        Close.Relative(expected.GetProperty("d_calibration").GetProperty("chisq").GetDouble(), calibration.ChiSquared, 1e-8, "D-calibration");
        Close.Relative(expected.GetProperty("d_calibration").GetProperty("p").GetDouble(), calibration.P, 1e-7, "D-calibration");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Calibrate_RiskScores_EqualsR(int index)
    {
        var expected = Predictions[index].GetProperty("score_calibration");
        var rows = new Rows(Predictions[index]);
        var horizon = long.Parse(expected.GetProperty("horizon").ToString(), CultureInfo.InvariantCulture);
        var scores = rows.Column(string.Create(CultureInfo.InvariantCulture, $"S_{horizon}")).Select(s => Math.Round(100 * s, MidpointRounding.ToEven)).ToArray();
        var outcomes = HorizonOutcomes.At(horizon, rows.Times, rows.Statuses);
        var map = IsotonicMap.Fit(scores, [.. outcomes.Missed], [.. outcomes.Weights])!;
        Assert.Equal(expected.GetProperty("score_levels").EnumerateArray().Select(s => s.GetDouble()), map.Scores);
        for (var i = 0; i < map.Scores.Count; i++)
        {
            Close.Absolute(expected.GetProperty("isotonic_weighted")[i].GetDouble(), map.Values[i], 1e-10, $"isotonic {i}");
            Assert.Equal(map.Values[i], map.At(map.Scores[i] + 0.5));
        }

        // One point a level, each counting once.
        var plain = IsotonicMap.Fit([.. map.Scores], [.. expected.GetProperty("ipcw_fail_rate").EnumerateArray().Select(r => r.GetDouble())])!;
        for (var i = 0; i < plain.Scores.Count; i++) Close.Absolute(expected.GetProperty("isotonic_unweighted_isoreg")[i].GetDouble(), plain.Values[i], 1e-10, $"isoreg {i}");

        // Unweighted: rows whose outcome is known.
        var known = Enumerable.Range(0, scores.Length).Where(i => outcomes.Weights[i] > 0).ToArray();
        double[] s = [.. known.Select(i => scores[i])], y = [.. known.Select(i => outcomes.Missed[i])];
        Compare("logistic_unweighted", PlattMap.Fit(s, y));
        Compare("platt_smoothed", PlattMap.Fit(s, y, isSmoothed: true));
        Compare("logistic_ipcw", PlattMap.Fit(scores, [.. outcomes.Missed], [.. outcomes.Weights]));

        void Compare(string name, PlattMap actual)
        {
            Assert.Equal(FitStatus.Converged, actual.Status);
            Close.Absolute(expected.GetProperty(name)[0].GetDouble(), actual.Intercept, 1e-7, name);
            Close.Absolute(expected.GetProperty(name)[1].GetDouble(), actual.Slope, 1e-9, name);
        }
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Concordance_FirstCovariate_EqualsR(string name)
    {
        var json = Reference.Json(name);
        var expected = json.GetProperty("concordance_first_covariate");
        var data = Reference.Data(name);
        if (data.Has("entry") && Enumerable.Range(0, data.Count).Any(i => data.Number(i, "entry") > 0)) return;
        var scale = Reference.Scale(name);
        long[] times = [.. Enumerable.Range(0, data.Count).Select(i => (long)(data.Number(i, "time")!.Value * scale))];
        int[] statuses = [.. Enumerable.Range(0, data.Count).Select(i => data.Number(i, "status") == 1 ? 1 : 0)];
        double[] scores = [.. Enumerable.Range(0, data.Count).Select(i => data.Number(i, expected.GetProperty("covariate").GetString()!)!.Value)];
        var harrell = Concordance.Harrell(times, statuses, scores)!.Value;
        Close.Probability(expected.GetProperty("harrell").GetDouble(), harrell.Value, name);
        Close.Relative(expected.GetProperty("se").GetDouble(), harrell.StandardError, 1e-10, name);
        CompareCounts(expected.GetProperty("counts"), harrell);
        Close.Probability(expected.GetProperty("uno_nG2").GetDouble(), Concordance.Uno(times, statuses, scores)!.Value.Value, name);
    }

    [Fact]
    public void Judge_TheTruth_EqualsTheOracle()
    {
        var expected = Reference.Json("oracle_ttv_saas_a");
        var (data, truth) = (Reference.Data("ttv_saas_a"), Reference.Data("ttv_saas_a.truth"));
        var test = Enumerable.Range(0, data.Count).Where(i => data.Text(i, "split") == "test").ToArray();
        var ids = Enumerable.Range(0, truth.Count).ToDictionary(i => truth.Text(i, "account_id"), i => i);
        long[] times = [.. test.Select(i => (long)data.Number(i, "time")!.Value)];
        int[] statuses = [.. test.Select(i => data.Number(i, "status") == 1 ? 1 : 0)];
        double[] risks = [.. test.Select(i => truth.Number(ids[data.Text(i, "account_id")], "log_hr")!.Value)];
        double[] rates = [.. test.Select(i => truth.Number(ids[data.Text(i, "account_id")], "p_value_by_168h_if_no_churn")!.Value)];
        Close.Probability(expected.GetProperty("oracle_harrell_c_true_log_hr").GetDouble(), Concordance.Harrell(times, statuses, risks)!.Value.Value, "Harrell");
        Close.Absolute(expected.GetProperty("oracle_brier").GetDouble(), BrierScore.At(10_080, times, statuses, rates), 1e-10, "Brier");
        var table = ReliabilityTable.Create(10_080, times, statuses, rates);
        for (var d = 0; d < 10; d++)
        {
            Close.Absolute(expected.GetProperty("decile_pred")[d].GetDouble(), table[d].Predicted, 1e-10, $"decile {d}");
            Close.Probability(expected.GetProperty("decile_km")[d].GetDouble(), table[d].Observed.Value, $"decile {d}");
        }
    }

    private static void CompareCounts(JsonElement expected, ConcordanceEstimate actual)
    {
        Assert.Equal(
            new[] { "concordant", "discordant", "tied.x", "tied.y", "tied.xy" }.Select(n => expected.GetProperty(n).GetInt64()),
            [actual.Concordant, actual.Discordant, actual.TiedScores, actual.TiedTimes, actual.TiedBoth]);
    }

    [Property(MaxTest = 200)]
    public Property Harrell_SmallData_EqualsAllPairs() => Prop.ForAll(SurvivalRows.Any(1), Gen.Choose(0, 1000).ToArbitrary(), (rows, seed) =>
    {
        var random = new Random(seed);
        double[] scores = [.. rows.Times.Select(_ => (double)random.Next(5))];
        var (c, d, t) = (0L, 0L, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                if (rows.Statuses[i] != 1 || !(rows.Times[j] > rows.Times[i] || (rows.Times[j] == rows.Times[i] && rows.Statuses[j] != 1))) continue;
                if (scores[i] > scores[j]) c++;
                else if (scores[i] < scores[j]) d++;
                else t++;
            }
        }

        return Concordance.Harrell(rows.Times, rows.Statuses, scores) is { } actual ? (actual.Concordant, actual.Discordant, actual.TiedScores) == (c, d, t) : c + d + t == 0;
    });

    [Fact]
    public void Judge_Degenerate_HasDefinedAnswers()
    {
        Assert.Null(Concordance.Harrell([], [], []));
        Assert.Null(Concordance.Harrell([1, 2], [0, 0], [1, 2]));
        Assert.Null(HorizonAuc.At(5, [1, 2], [1, 1], [0.1, 0.2]));
        Assert.Null(BrierScore.At(5, [], [], []));
        Assert.Null(IsotonicMap.Fit([1], [1], [0]));
        Assert.Throws<ArgumentException>(() => BrierScore.At(5, [1], [1], [1.5]));
        Assert.Throws<ArgumentException>(() => Concordance.Harrell([1], [1], [double.NaN]));
        // Perfectly told apart: no finite slope is right, and the map says so.
        Assert.Equal(FitStatus.Separated, PlattMap.Fit([1, 2, 3, 4], [0, 0, 1, 1]).Status);
        // Tied all over: 100,000 rows at one tick have no pair to compare.
        Assert.Null(Concordance.Harrell([.. Enumerable.Repeat(5L, 100_000)], [.. Enumerable.Repeat(1, 100_000)], [.. Enumerable.Repeat(1.0, 100_000)]));
        Assert.Equal(0.25, BrierScore.At(5, [.. Enumerable.Repeat(5L, 1000)], [.. Enumerable.Repeat(1, 1000)], [.. Enumerable.Repeat(0.5, 1000)]));
    }
}
