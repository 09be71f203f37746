using Ttv.Statistics.Numerics;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Tests;

/// <summary>Tests whether groups have the same cumulative incidence of a cause, others competing.</summary>
/// <remarks>
/// R. J. Gray, A class of K-sample tests for comparing the cumulative incidence of a competing risk, Annals of Statistics 16
/// (1988), with rho = 0. The risk set of the subdistribution is n (1 - F(t-)) / S(t-), with F and S of the group. Data without
/// delayed entry. Thread-safe.
/// </remarks>
public static class Gray
{
    /// <summary>Tests groups.</summary>
    /// <param name="groups">The groups' data, two or more.</param>
    /// <param name="cause">The cause's status, 1 (default) or more.</param>
    /// <returns>The test, or null where it has no variance: the cause does not occur while two groups are at risk.</returns>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The cause is below 1.</exception>
    public static GrayTest? Test(IReadOnlyList<SurvivalData> groups, int cause = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count < 2) throw new ArgumentException($"there are {groups.Count} groups: two or more are needed.", nameof(groups));
        if (cause < 1) throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause of 1 or more is needed: 0 means censored.");
        var present = groups.Where(g => g.RowWeight > 0).ToArray();
        if (present.Length < 2) return null;
        var score = new Score(present.Length);
        var ticks = new MergedTicks(present);
        foreach (var _ in ticks.Walk()) score.Add(ticks, cause);
        return score.ToTest();
    }

    /// <summary>Carries the score and its variance from tick to tick.</summary>
    private sealed class Score(int k)
    {
        private readonly double[] _score = new double[k];
        private readonly double[] _incidence = new double[k];
        private readonly double[] _free = [.. Enumerable.Repeat(1.0, k)];
        private readonly double[,] _c = new double[k, k];
        private readonly double[,] _direct = new double[k, k];
        private readonly double[,] _mixed = new double[k, k];
        private readonly double[] _squared = new double[k];
        private double _pooled;

        public void Add(MergedTicks ticks, int cause)
        {
            var (own, any) = (0.0, 0.0);
            for (var g = 0; g < k; g++)
            {
                own += ticks.Events(g, cause);
                any += ticks.AllEvents(g);
            }

            if (any == 0) return;
            var (ofIncidence, ofRisk) = (0.0, 0.0);
            var (freeAfter, incidenceAfter) = (_free.ToArray(), _incidence.ToArray());
            for (var g = 0; g < k; g++)
            {
                var n = ticks.AtRisk[g];
                if (n <= 0) continue;
                freeAfter[g] = _free[g] * (n - ticks.AllEvents(g)) / n;
                incidenceAfter[g] = _incidence[g] + (_free[g] * ticks.Events(g, cause) / n);
                ofRisk += n / _free[g];
                ofIncidence += n * (1 - _incidence[g]) / _free[g];
            }

            var pooledAfter = _pooled + (own / ofRisk);
            var a = WeightDerivatives(ticks, ofRisk, own);
            for (var g = 0; g < k; g++)
            {
                if (ticks.AtRisk[g] > 0) _score[g] += ticks.Events(g, cause) - (own * ticks.AtRisk[g] * (1 - _incidence[g]) / (_free[g] * ofIncidence));
            }

            if (own > 0) AddOwn(ticks, a, own, ofRisk, pooledAfter, freeAfter);
            if (any > own) AddOthers(ticks, cause, pooledAfter, freeAfter);
            Array.Copy(freeAfter, _free, k);
            Array.Copy(incidenceAfter, _incidence, k);
            _pooled = pooledAfter;
        }

        private double[,] WeightDerivatives(MergedTicks ticks, double ofRisk, double own)
        {
            var a = new double[k, k];
            for (var i = 0; i < k; i++)
            {
                if (ticks.AtRisk[i] <= 0) continue;
                var share = ticks.AtRisk[i] / _free[i];
                for (var j = 0; j < k; j++)
                {
                    if (ticks.AtRisk[j] <= 0) continue;
                    a[i, j] = share * ((i == j ? 1 : 0) - (ticks.AtRisk[j] / (_free[j] * ofRisk)));
                    _c[i, j] += a[i, j] * own / (ofRisk * (1 - _pooled));
                }
            }

            return a;
        }

        private void AddOwn(MergedTicks ticks, double[,] a, double own, double ofRisk, double pooledAfter, double[] freeAfter)
        {
            for (var g = 0; g < k; g++)
            {
                if (ticks.AtRisk[g] <= 0) continue;
                var t4 = freeAfter[g] > 0 ? 1 - ((1 - pooledAfter) / freeAfter[g]) : 1;
                var t5 = own > 1 ? 1 - ((own - 1) / ((ofRisk * _free[g]) - 1)) : 1;
                var t3 = t5 * _free[g] * own / (ofRisk * ticks.AtRisk[g]);
                _squared[g] += t4 * t4 * t3;
                for (var i = 0; i < k; i++)
                {
                    var t1 = a[i, g] - (t4 * _c[i, g]);
                    _mixed[i, g] += t1 * t4 * t3;
                    for (var j = 0; j < k; j++) _direct[i, j] += t1 * (a[j, g] - (t4 * _c[j, g])) * t3;
                }
            }
        }

        private void AddOthers(MergedTicks ticks, int cause, double pooledAfter, double[] freeAfter)
        {
            for (var g = 0; g < k; g++)
            {
                var (n, others) = (ticks.AtRisk[g], ticks.AllEvents(g) - ticks.Events(g, cause));
                if (freeAfter[g] <= 0 || others <= 0) continue;
                var t4 = (1 - pooledAfter) / freeAfter[g];
                var t5 = others > 1 ? 1 - ((others - 1) / (n - 1)) : 1;
                var t3 = t5 * _free[g] * _free[g] * others / (n * n);
                _squared[g] += t4 * t4 * t3;
                for (var i = 0; i < k; i++)
                {
                    var t1 = t4 * _c[i, g];
                    _mixed[i, g] -= t1 * t4 * t3;
                    for (var j = 0; j < k; j++) _direct[i, j] += t1 * t4 * _c[j, g] * t3;
                }
            }
        }

        public GrayTest? ToTest()
        {
            var free = k - 1;
            var variance = new double[free, free];
            for (var i = 0; i < free; i++)
            {
                for (var j = 0; j < free; j++)
                {
                    variance[i, j] = _direct[i, j];
                    for (var g = 0; g < k; g++) variance[i, j] += (_c[i, g] * _c[j, g] * _squared[g]) + (_c[i, g] * _mixed[j, g]) + (_c[j, g] * _mixed[i, g]);
                }
            }

            var matrix = SymmetricMatrix.Decompose(variance, 1e-14);
            return matrix.Rank == 0 ? null : GrayTest.Create(matrix.QuadraticForm(_score.AsSpan(0, free)), matrix.Rank);
        }
    }
}
