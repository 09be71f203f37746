using Ttv.Statistics.Numerics;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Regression;

/// <content>What the rows say about the model: residuals, the robust error and the test of proportional hazards.</content>
public sealed partial class CoxFit
{
    /// <summary>The martingale residuals: events less expected events, one a row, in the rows' order.</summary>
    public IReadOnlyList<double> MartingaleResiduals()
    {
        var residuals = new double[_data.Count];
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = (_data.IsEvent[i] ? 1 : 0) - (Math.Exp(_likelihood.Linear(i, _beta)) * HazardOver(i, baseline => baseline.Hazard, baseline => baseline.OwnHazard, 1, 0));
        return residuals;
    }

    /// <summary>The deviance residuals: martingale residuals made about symmetric, one a row.</summary>
    public IReadOnlyList<double> DevianceResiduals() =>
        [.. MartingaleResiduals().Select((m, i) =>
        {
            var died = _data.IsEvent[i] ? 1.0 : 0.0;
            return Math.Sign(m) * Math.Sqrt(Math.Max(0, -2 * (m + (died > 0 ? Math.Log(died - m) : 0))));
        })];

    /// <summary>The robust (sandwich) standard errors, rows of one cluster taken together; each row on its own where no clusters were given.</summary>
    public IReadOnlyList<double> RobustStandardErrors()
    {
        var p = _beta.Length;
        var sums = new Dictionary<int, double[]>();
        for (var i = 0; i < _data.Count; i++)
        {
            var cluster = _data.Clusters?[i] ?? i;
            if (!sums.TryGetValue(cluster, out var sum)) sums[cluster] = sum = new double[p];
            AddInfluence(i, sum);
        }

        var variance = new double[p];
        foreach (var sum in sums.Values)
        {
            for (var j = 0; j < p; j++) variance[j] += sum[j] * sum[j];
        }

        return [.. variance.Select(Math.Sqrt)];
    }

    /// <summary>
    /// Tests whether hazards are proportional, against coefficients that change with 1 - S(t-) of all rows (Grambsch and Therneau,
    /// Biometrika 81, 1994, as a score test): one test a covariate, then the global one.
    /// </summary>
    public IReadOnlyList<GlobalTest> TestProportionality()
    {
        var p = _beta.Length;
        var transform = TransformedTimes();
        var (u, mixed, late) = (new double[p], new double[p, p], new double[p, p]);
        for (var s = 0; s < _likelihood.Strata.Length; s++)
        {
            foreach (var tick in _likelihood.Walk(s, _beta, withSquares: true))
            {
                var g = transform[tick.Time];
                var terms = _ties == CoxTies.Efron ? tick.Deaths : 1;
                var share = tick.DeathsWeight / terms;
                for (var j = 0; j < p; j++) u[j] += g * tick.DeathsX[j];
                for (var l = 0; l < terms; l++)
                {
                    var f = l / (double)terms;
                    var a = tick.S0 - (f * tick.D0);
                    for (var j = 0; j < p; j++)
                    {
                        var mean = (tick.S1[j] - (f * tick.D1[j])) / a;
                        u[j] -= g * share * mean;
                        for (var k = 0; k <= j; k++)
                        {
                            var v = share * (((tick.S2[j, k] - (f * tick.D2[j, k])) / a) - (mean * (tick.S1[k] - (f * tick.D1[k])) / a));
                            mixed[j, k] += g * v;
                            late[j, k] += g * g * v;
                            if (k == j) continue;
                            mixed[k, j] += g * v;
                            late[k, j] += g * g * v;
                        }
                    }
                }
            }
        }

        // The late part's information with the coefficients themselves projected out.
        var free = new double[p, p];
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k < p; k++)
            {
                free[j, k] = late[j, k];
                for (var a = 0; a < p; a++)
                {
                    for (var b = 0; b < p; b++) free[j, k] -= mixed[j, a] * _covariance[a, b] * mixed[b, k];
                }
            }
        }

        var all = SymmetricMatrix.Decompose(free);
        return [.. Enumerable.Range(0, p).Select(j => GlobalTest.Create(free[j, j] > 0 ? u[j] * u[j] / free[j, j] : 0, 1)), GlobalTest.Create(all.QuadraticForm(u), all.Rank)];
    }

    /// <summary>The influence of a row on the coefficients: its weight times the inverse information times its score residual.</summary>
    private void AddInfluence(int row, double[] sum)
    {
        var p = _beta.Length;
        var x = _likelihood.Centred(row);
        var risk = Math.Exp(_likelihood.Linear(row, _beta));
        var score = new double[p];
        var hazard = HazardOver(row, b => b.Hazard, b => b.OwnHazard, 1, 0);
        for (var j = 0; j < p; j++)
        {
            score[j] = -risk * ((x[j] * hazard) - HazardOver(row, b => b.MeanHazard, b => b.OwnMeanHazard, p, j));
            if (_data.IsEvent[row]) score[j] += x[j] - MeanAtDeath(row, j);
        }

        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k < p; k++) sum[j] += _data.Weights[row] * _covariance[j, k] * score[k];
        }
    }

    private double MeanAtDeath(int row, int column)
    {
        var baseline = BaselineOf(_data.Strata[row]);
        return baseline.MeanAtDeath[(Array.BinarySearch(baseline.Times, _data.Times[row]) * _beta.Length) + column];
    }

    /// <summary>A running sum of the baseline over the ticks at which a row was at risk; of its own death's tick it takes its own part.</summary>
    private double HazardOver(int row, Func<Baseline, double[]> sums, Func<Baseline, double[]> own, int width, int column)
    {
        var baseline = BaselineOf(_data.Strata[row]);
        var values = sums(baseline);
        var last = IndexAtOrBefore(baseline.Times, _data.Times[row]);
        var total = At(last) - At(IndexAtOrBefore(baseline.Times, _data.Entries[row]));
        return _data.IsEvent[row] ? total - (At(last) - At(last - 1)) + own(baseline)[(last * width) + column] : total;

        double At(int index) => index < 0 ? 0 : values[(index * width) + column];
    }

    private static int IndexAtOrBefore(long[] times, long time)
    {
        var index = Array.BinarySearch(times, time);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>1 - S(t-) at every event tick, centred over the events.</summary>
    private Dictionary<long, double> TransformedTimes()
    {
        int[] statuses = [.. _data.IsEvent.Select(e => e ? 1 : 0)];
        var hasEntries = Array.Exists(_data.Entries, e => e >= 0);
        var curve = KaplanMeier.Estimate(SurvivalData.Create(_data.Times, statuses, hasEntries ? _data.Entries : [], _data.Weights));
        var (transform, before, sum, weight) = (new Dictionary<long, double>(), 1.0, 0.0, 0.0);
        foreach (var point in curve.Points)
        {
            if (point.Events > 0)
            {
                transform[point.Time] = 1 - before;
                sum += point.Events * (1 - before);
                weight += point.Events;
            }

            before = point.Probability;
        }

        foreach (var time in transform.Keys.ToArray()) transform[time] -= sum / weight;
        return transform;
    }
}
