namespace Ttv.Statistics.Regression;

/// <summary>
/// Walks the event ticks of each stratum from the longest down, carrying the risk set's sums, and gives the partial likelihood with
/// its gradient and information. Covariates are centred, which leaves coefficients as they are and keeps sums small.
/// </summary>
internal sealed class CoxPartialLikelihood
{
    private readonly CoxData _data;
    private readonly CoxTies _ties;
    private readonly int[][] _byTime;
    private readonly int[][] _byEntry;
    private readonly double[] _centred;

    public CoxPartialLikelihood(CoxData data, CoxTies ties)
    {
        _data = data;
        _ties = ties;
        Means = MeansOf(data);
        _centred = new double[data.Covariates.Length];
        for (var i = 0; i < _centred.Length; i++) _centred[i] = data.Covariates[i] - Means[i % data.Columns];
        Strata = [.. data.Strata.Distinct().Order()];
        _byTime = [.. Strata.Select(s => Descending(data, s, data.Times))];
        // Rows that were there from the start never leave the risk set on the way down.
        _byEntry = [.. Strata.Select(s => Array.FindAll(Descending(data, s, data.Entries), i => data.Entries[i] >= 0))];
    }

    /// <summary>A stratum's rows from the highest key down; at one key in their own order, so that sums are the same every time.</summary>
    private static int[] Descending(CoxData data, int stratum, long[] keys)
    {
        var rows = new int[data.Count];
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (data.Strata[i] == stratum) rows[count++] = i;
        }

        Array.Resize(ref rows, count);
        var order = new (long, int)[count];
        for (var i = 0; i < count; i++) order[i] = (-keys[rows[i]], rows[i]);
        Array.Sort(order, rows);
        return rows;
    }

    public double[] Means { get; }

    public int[] Strata { get; }

    public ReadOnlySpan<double> Centred(int row) => _centred.AsSpan(row * _data.Columns, _data.Columns);

    /// <summary>The log partial likelihood; adds to gradient and information.</summary>
    public double Evaluate(double[] beta, double[] gradient, double[,] information)
    {
        var value = 0.0;
        for (var s = 0; s < Strata.Length; s++)
        {
            foreach (var tick in Walk(s, beta, withSquares: true))
            {
                value += tick.DeathsLinear;
                for (var j = 0; j < beta.Length; j++) gradient[j] += tick.DeathsX[j];
                // Efron: one term a death, the l-th with l/d of the deaths' own risk gone; Breslow: all of them alike, in one term.
                var terms = _ties == CoxTies.Efron ? tick.Deaths : 1;
                var share = tick.DeathsWeight / terms;
                for (var l = 0; l < terms; l++)
                {
                    var f = l / (double)terms;
                    var a = tick.S0 - (f * tick.D0);
                    value -= share * Math.Log(a);
                    for (var j = 0; j < beta.Length; j++)
                    {
                        var mean = (tick.S1[j] - (f * tick.D1[j])) / a;
                        gradient[j] -= share * mean;
                        for (var k = 0; k <= j; k++)
                            information[j, k] += share * (((tick.S2[j, k] - (f * tick.D2[j, k])) / a) - (mean * (tick.S1[k] - (f * tick.D1[k])) / a));
                    }
                }
            }
        }

        for (var j = 0; j < beta.Length; j++)
        {
            for (var k = 0; k < j; k++) information[k, j] = information[j, k];
        }

        return value;
    }

    /// <summary>The event ticks of a stratum from the longest down. The tick's arrays are reused.</summary>
    public IEnumerable<Tick> Walk(int stratum, double[] beta, bool withSquares)
    {
        var p = beta.Length;
        var tick = new Tick(p);
        var (order, byEntry) = (_byTime[stratum], _byEntry[stratum]);
        var entered = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            var time = _data.Times[order[start]];
            tick.Reset(time);
            for (end = start; end < order.Length && _data.Times[order[end]] == time; end++)
            {
                var i = order[end];
                var x = Centred(i);
                var eta = Linear(i, beta);
                var r = _data.Weights[i] * Math.Exp(eta);
                tick.Add(x, r, withSquares);
                if (_data.IsEvent[i]) tick.AddDeath(x, r, _data.Weights[i], eta, withSquares);
            }

            for (; entered < byEntry.Length && _data.Entries[byEntry[entered]] >= time; entered++)
            {
                var i = byEntry[entered];
                tick.Add(Centred(i), -_data.Weights[i] * Math.Exp(Linear(i, beta)), withSquares);
            }

            if (tick.Deaths > 0) yield return tick;
        }
    }

    public double Linear(int row, double[] beta)
    {
        var x = Centred(row);
        var eta = 0.0;
        for (var j = 0; j < beta.Length; j++) eta += x[j] * beta[j];
        return eta;
    }

    private static double[] MeansOf(CoxData data)
    {
        var (means, total) = (new double[data.Columns], 0.0);
        for (var i = 0; i < data.Count; i++)
        {
            total += data.Weights[i];
            for (var j = 0; j < data.Columns; j++) means[j] += data.Weights[i] * data.Row(i)[j];
        }

        for (var j = 0; j < data.Columns && total > 0; j++) means[j] /= total;
        return means;
    }

    /// <summary>The risk set just before a tick and the deaths at it: sums of w r, w r x and w r x x'.</summary>
    internal sealed class Tick(int p)
    {
        public long Time { get; private set; }

        public int Deaths { get; private set; }

        public double DeathsWeight { get; private set; }

        public double DeathsLinear { get; private set; }

        public double[] DeathsX { get; } = new double[p];

        public double S0 { get; private set; }

        public double[] S1 { get; } = new double[p];

        public double[,] S2 { get; } = new double[p, p];

        public double D0 { get; private set; }

        public double[] D1 { get; } = new double[p];

        public double[,] D2 { get; } = new double[p, p];

        public void Reset(long time)
        {
            (Time, Deaths, DeathsWeight, DeathsLinear, D0) = (time, 0, 0, 0, 0);
            Array.Clear(DeathsX);
            Array.Clear(D1);
            Array.Clear(D2);
        }

        public void Add(ReadOnlySpan<double> x, double r, bool withSquares)
        {
            S0 += r;
            Accumulate(x, r, S1, S2, withSquares);
        }

        public void AddDeath(ReadOnlySpan<double> x, double r, double weight, double eta, bool withSquares)
        {
            Deaths++;
            DeathsWeight += weight;
            DeathsLinear += weight * eta;
            for (var j = 0; j < p; j++) DeathsX[j] += weight * x[j];
            D0 += r;
            Accumulate(x, r, D1, D2, withSquares);
        }

        private void Accumulate(ReadOnlySpan<double> x, double r, double[] first, double[,] second, bool withSquares)
        {
            for (var j = 0; j < p; j++)
            {
                var rx = r * x[j];
                first[j] += rx;
                if (!withSquares) continue;
                for (var k = 0; k <= j; k++) second[j, k] += rx * x[k];
            }
        }
    }
}
