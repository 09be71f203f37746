namespace Ttv.Statistics.Clustering;

/// <summary>A mixture of normal distributions of one variance, fitted by expectation and maximisation from an exact split.</summary>
/// <remarks>Dempster, Laird and Rubin, JRSS B 39 (1977); BIC as 2 log L - (2 k) log n (Schwarz 1978; Fraley and Raftery 2002).</remarks>
internal sealed record LineMixture(double[] Shares, double[] Means, double Variance, double LogLikelihood, double Bic)
{
    private const int MaxIterations = 5_000;

    public static LineMixture Fit(WeightedPoints points, LineClustering start)
    {
        var k = start.Clusters.Count;
        var n = points.TotalWeight;
        var shares = start.Clusters.Select(c => c.Weight / n).ToArray();
        var means = start.Clusters.Select(c => c.Center).ToArray();
        // Values that sit exactly on their centres leave no variance; a floor far below their spread keeps the likelihood finite.
        var floor = Math.Max(1e-12, 1e-9 * start.TotalSumOfSquares / n);
        var variance = Math.Max(floor, start.WithinSumOfSquares / n);
        var logLikelihood = double.NegativeInfinity;
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var (sumW, sumX, sumSquares, own) = Expect(points, shares, means, variance);
            var total = 0.0;
            for (var c = 0; c < k; c++)
            {
                shares[c] = sumW[c] / n;
                if (sumW[c] > 0) means[c] = sumX[c] / sumW[c];
                total += sumSquares[c] - (sumW[c] > 0 ? sumX[c] * sumX[c] / sumW[c] : 0);
            }

            variance = Math.Max(floor, total / n);
            var hasConverged = own - logLikelihood < 1e-10 * Math.Abs(own);
            logLikelihood = own;
            if (hasConverged) break;
        }

        return new LineMixture(shares, means, variance, logLikelihood, (2 * logLikelihood) - (2 * k * Math.Log(n)));
    }

    private static (double[] Weight, double[] Sum, double[] Squares, double LogLikelihood) Expect(WeightedPoints points, double[] shares, double[] means, double variance)
    {
        var k = shares.Length;
        var (sumW, sumX, sumSquares, logs) = (new double[k], new double[k], new double[k], new double[k]);
        var logLikelihood = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            var (x, w) = (points.Values[i], points.Weights[i]);
            var highest = double.NegativeInfinity;
            for (var c = 0; c < k; c++)
            {
                logs[c] = Math.Log(shares[c]) - ((x - means[c]) * (x - means[c]) / (2 * variance));
                highest = Math.Max(highest, logs[c]);
            }

            var sum = 0.0;
            for (var c = 0; c < k; c++) sum += Math.Exp(logs[c] - highest);
            logLikelihood += w * (highest + Math.Log(sum) - (0.5 * Math.Log(2 * Math.PI * variance)));
            for (var c = 0; c < k; c++)
            {
                var part = w * Math.Exp(logs[c] - highest) / sum;
                sumW[c] += part;
                sumX[c] += part * x;
                sumSquares[c] += part * x * x;
            }
        }

        return (sumW, sumX, sumSquares, logLikelihood);
    }
}
