using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>A fitted <see cref="CoxRegression"/>.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed partial class CoxFit
{
    private readonly CoxData _data;
    private readonly CoxTies _ties;
    private readonly CoxPartialLikelihood _likelihood;
    private readonly double[] _beta;
    private readonly double[,] _covariance;
    private readonly Baseline[] _baselines;

    internal CoxFit(
        CoxData data, CoxTies ties, CoxPartialLikelihood likelihood, double[] beta, SymmetricMatrix information, SymmetricMatrix atNull,
        double nullLogLikelihood, double logLikelihood, GlobalTest score, FitStatus status)
    {
        _data = data;
        _ties = ties;
        _likelihood = likelihood;
        _beta = beta;
        _covariance = information.Invert();
        IsAliased = [.. Enumerable.Range(0, beta.Length).Select(atNull.IsAliased)];
        NullLogLikelihood = nullLogLikelihood;
        LogLikelihood = logLikelihood;
        Score = score;
        LikelihoodRatio = GlobalTest.Create(Math.Max(0, 2 * (logLikelihood - nullLogLikelihood)), score.DegreesOfFreedom);
        Wald = GlobalTest.Create(WaldOf(beta, _covariance), score.DegreesOfFreedom);
        Status = status;
        _baselines = [.. Enumerable.Range(0, likelihood.Strata.Length).Select(s => Baseline.Of(likelihood, s, beta, ties))];
    }

    /// <summary>The log hazard ratios in the order of the columns; 0 where a column is aliased.</summary>
    public IReadOnlyList<double> Coefficients => _beta;

    /// <summary>Whether each column is a combination of those before it, and has no coefficient of its own.</summary>
    public IReadOnlyList<bool> IsAliased { get; }

    /// <summary>The model-based standard errors; 0 where a column is aliased.</summary>
    public IReadOnlyList<double> StandardErrors => [.. Enumerable.Range(0, _beta.Length).Select(j => Math.Sqrt(_covariance[j, j]))];

    /// <summary>The partial log-likelihood with all coefficients 0.</summary>
    public double NullLogLikelihood { get; }

    /// <summary>The partial log-likelihood at the coefficients.</summary>
    public double LogLikelihood { get; }

    /// <summary>The likelihood ratio test that all coefficients are 0.</summary>
    public GlobalTest LikelihoodRatio { get; }

    /// <summary>Wald's test that all coefficients are 0.</summary>
    public GlobalTest Wald { get; }

    /// <summary>The score test that all coefficients are 0; one binary covariate makes it the log-rank test.</summary>
    public GlobalTest Score { get; }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>The covariance of two coefficients by the model.</summary>
    /// <exception cref="IndexOutOfRangeException">A column does not exist.</exception>
    public double Covariance(int column, int other) => _covariance[column, other];

    /// <summary>The linear predictor xβ of a row, not centred.</summary>
    /// <exception cref="ArgumentException">There are not as many values as covariates.</exception>
    public double LinearPredictor(ReadOnlySpan<double> row)
    {
        if (row.Length != _beta.Length) throw new ArgumentException($"row has {row.Length} values: {_beta.Length} are needed.", nameof(row));
        var eta = 0.0;
        for (var j = 0; j < row.Length; j++) eta += row[j] * _beta[j];
        return eta;
    }

    /// <summary>The cumulative baseline hazard of a stratum, for covariates of 0, at every event tick.</summary>
    /// <param name="stratum">The stratum; 0 (default) where there is one.</param>
    /// <exception cref="ArgumentException">The stratum does not exist.</exception>
    public IReadOnlyList<HazardPoint> BaselineHazard(int stratum = 0)
    {
        var baseline = BaselineOf(stratum);
        var atZero = Math.Exp(-LinearPredictor(_likelihood.Means));
        return [.. baseline.Times.Select((t, i) => new HazardPoint(t, baseline.Hazard[i] * atZero))];
    }

    /// <summary>The predicted survival of a row: exp(-H₀(t) exp(xβ)), with its standard error.</summary>
    /// <param name="row">The covariates.</param>
    /// <param name="time">The time in ticks, 0 or more.</param>
    /// <param name="stratum">The stratum; 0 (default) where there is one.</param>
    /// <remarks>The error takes the baseline's and the coefficients' uncertainty together (Tsiatis 1981).</remarks>
    /// <exception cref="ArgumentException">There are not as many values as covariates, or the stratum does not exist.</exception>
    public (double Value, double StandardError) Survival(ReadOnlySpan<double> row, long time, int stratum = 0)
    {
        var baseline = BaselineOf(stratum);
        var index = Array.BinarySearch(baseline.Times, time);
        if (index < 0) index = ~index - 1;
        var risk = Math.Exp(LinearPredictor(row) - LinearPredictor(_likelihood.Means));
        if (index < 0) return (1, 0);
        var p = _beta.Length;
        var variance = baseline.Variance[index];
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k < p; k++) variance += Pull(row, j) * _covariance[j, k] * Pull(row, k);
        }

        var survival = Math.Exp(-risk * baseline.Hazard[index]);
        return (survival, survival * risk * Math.Sqrt(variance));

        double Pull(ReadOnlySpan<double> x, int j) => ((x[j] - _likelihood.Means[j]) * baseline.Hazard[index]) - baseline.MeanHazard[(index * p) + j];
    }

    private Baseline BaselineOf(int stratum)
    {
        var index = Array.IndexOf(_likelihood.Strata, stratum);
        return index >= 0 ? _baselines[index] : throw new ArgumentException($"stratum is {stratum}: {string.Join(", ", _likelihood.Strata)} are allowed.", nameof(stratum));
    }

    private static double WaldOf(double[] beta, double[,] covariance) => SymmetricMatrix.Decompose(covariance).QuadraticForm(beta);

    /// <summary>
    /// The hazard of a stratum at the covariates' means, step by step: its sum, its variance, its sum weighted by the risk set's mean
    /// covariates, and what a row that dies at the tick itself takes of the last step (less under Efron's ties).
    /// </summary>
    private sealed record Baseline(long[] Times, double[] Hazard, double[] Variance, double[] MeanHazard, double[] OwnHazard, double[] OwnMeanHazard, double[] MeanAtDeath)
    {
        public static Baseline Of(CoxPartialLikelihood likelihood, int stratum, double[] beta, CoxTies ties)
        {
            var p = beta.Length;
            var (times, steps, variances, means) = (new List<long>(), new List<double>(), new List<double>(), new List<double[]>());
            var (own, ownMeans, atDeath) = (new List<double>(), new List<double[]>(), new List<double[]>());
            foreach (var tick in likelihood.Walk(stratum, beta, withSquares: false))
            {
                var terms = ties == CoxTies.Efron ? tick.Deaths : 1;
                var share = tick.DeathsWeight / terms;
                var (step, variance, ownStep) = (0.0, 0.0, 0.0);
                var (mean, ownMean, average) = (new double[p], new double[p], new double[p]);
                for (var l = 0; l < terms; l++)
                {
                    var f = l / (double)terms;
                    var a = tick.S0 - (f * tick.D0);
                    step += share / a;
                    variance += share / (a * a);
                    ownStep += (1 - f) * share / a;
                    for (var j = 0; j < p; j++)
                    {
                        var xbar = (tick.S1[j] - (f * tick.D1[j])) / a;
                        mean[j] += xbar * share / a;
                        ownMean[j] += (1 - f) * xbar * share / a;
                        average[j] += xbar / terms;
                    }
                }

                times.Add(tick.Time);
                steps.Add(step);
                variances.Add(variance);
                means.Add(mean);
                own.Add(ownStep);
                ownMeans.Add(ownMean);
                atDeath.Add(average);
            }

            times.Reverse();
            steps.Reverse();
            variances.Reverse();
            means.Reverse();
            own.Reverse();
            ownMeans.Reverse();
            atDeath.Reverse();
            var n = times.Count;
            var (hazard, sum, meanHazard) = (new double[n], new double[n], new double[n * p]);
            for (var i = 0; i < n; i++)
            {
                hazard[i] = steps[i] + (i > 0 ? hazard[i - 1] : 0);
                sum[i] = variances[i] + (i > 0 ? sum[i - 1] : 0);
                for (var j = 0; j < p; j++) meanHazard[(i * p) + j] = means[i][j] + (i > 0 ? meanHazard[((i - 1) * p) + j] : 0);
            }

            return new Baseline([.. times], hazard, sum, meanHazard, [.. own], [.. ownMeans.SelectMany(m => m)], [.. atDeath.SelectMany(m => m)]);
        }
    }
}
