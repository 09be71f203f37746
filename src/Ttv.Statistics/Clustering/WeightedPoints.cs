namespace Ttv.Statistics.Clustering;

/// <summary>Sorted different values with their weights, and their running sums about the median value, which keeps squares small.</summary>
internal sealed class WeightedPoints
{
    private readonly double[] _x;
    private readonly double[] _weight;
    private readonly double[] _sumW;
    private readonly double[] _sumX;
    private readonly double[] _sumSquares;
    private readonly double _shift;

    private WeightedPoints(double[] x, double[] weight)
    {
        _x = x;
        _weight = weight;
        _shift = x.Length == 0 ? 0 : x[x.Length / 2];
        _sumW = new double[x.Length + 1];
        _sumX = new double[x.Length + 1];
        _sumSquares = new double[x.Length + 1];
        for (var i = 0; i < x.Length; i++)
        {
            var d = x[i] - _shift;
            _sumW[i + 1] = _sumW[i] + weight[i];
            _sumX[i + 1] = _sumX[i] + (weight[i] * d);
            _sumSquares[i + 1] = _sumSquares[i] + (weight[i] * d * d);
        }
    }

    public int Count => _x.Length;

    public double TotalWeight => _sumW[^1];

    public ReadOnlySpan<double> Values => _x;

    public ReadOnlySpan<double> Weights => _weight;

    public static WeightedPoints Create(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty && weights.Length != values.Length) throw new ArgumentException($"weights has {weights.Length} values for {values.Length}: as many are needed.", nameof(weights));
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw new ArgumentException($"values[{i}] is {values[i]}: a finite number is needed.", nameof(values));
            if (!weights.IsEmpty && !(weights[i] > 0 && double.IsFinite(weights[i]))) throw new ArgumentException($"weights[{i}] is {weights[i]}: a finite number above 0 is needed.", nameof(weights));
        }

        var (x, w) = (values.ToArray(), weights.IsEmpty ? [.. Enumerable.Repeat(1.0, values.Length)] : weights.ToArray());
        Array.Sort(x, w);
        var count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (count > 0 && x[count - 1] == x[i]) w[count - 1] += w[i];
            else (x[count], w[count++]) = (x[i], w[i]);
        }

        return new WeightedPoints(x[..count], w[..count]);
    }

    public LineClustering Split(int k)
    {
        var n = _x.Length;
        var cost = new double[n];
        var from = new int[k][];
        from[0] = new int[n];
        for (var j = 0; j < n; j++) cost[j] = SumOfSquares(0, j);
        for (var q = 1; q < k; q++)
        {
            var (previous, next) = (cost, new double[n]);
            from[q] = new int[n];
            Fill(q, q, n - 1, q, n - 1, previous, next, from[q]);
            cost = next;
        }

        var clusters = new Cluster[k];
        for (int q = k - 1, last = n - 1; q >= 0; q--)
        {
            var first = q == 0 ? 0 : from[q][last];
            var weight = _sumW[last + 1] - _sumW[first];
            clusters[q] = new Cluster(weight, Mean(first, last), Exact(first, last), _x[first], _x[last]);
            last = first - 1;
        }

        return new LineClustering(clusters, n == 0 ? 0 : Exact(0, n - 1));
    }

    /// <summary>Fills costs of the ends low to high, whose best beginnings lie between the best ones of the ends beside them.</summary>
    private void Fill(int q, int low, int high, int least, int most, double[] previous, double[] next, int[] from)
    {
        if (low > high) return;
        var middle = low + ((high - low) / 2);
        var (best, cost) = (Math.Max(q, least), double.PositiveInfinity);
        for (var i = Math.Max(q, least); i <= Math.Min(middle, most); i++)
        {
            var own = previous[i - 1] + SumOfSquares(i, middle);
            // Among equally good beginnings the last one: the higher cluster is then the smaller.
            if (own <= cost) (best, cost) = (i, own);
        }

        (next[middle], from[middle]) = (cost, best);
        Fill(q, low, middle - 1, least, best, previous, next, from);
        Fill(q, middle + 1, high, best, most, previous, next, from);
    }

    private double SumOfSquares(int first, int last)
    {
        var (w, x) = (_sumW[last + 1] - _sumW[first], _sumX[last + 1] - _sumX[first]);
        return Math.Max(0, _sumSquares[last + 1] - _sumSquares[first] - (x * x / w));
    }

    private double Mean(int first, int last) => _shift + ((_sumX[last + 1] - _sumX[first]) / (_sumW[last + 1] - _sumW[first]));

    /// <summary>The sum of squares about the mean by two passes, for what is reported.</summary>
    private double Exact(int first, int last)
    {
        var (mean, sum) = (Mean(first, last), 0.0);
        for (var i = first; i <= last; i++) sum += _weight[i] * (_x[i] - mean) * (_x[i] - mean);
        return sum;
    }
}
