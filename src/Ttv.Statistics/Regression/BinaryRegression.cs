using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>Regression of a binary outcome by maximum likelihood, with an optional ridge penalty of λ/2 Σ β².</summary>
/// <remarks>
/// Fisher scoring with step halving (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 1989). Separation is reported, never
/// a silent wrong number: see <see cref="FitStatus"/>. Thread-safe.
/// </remarks>
public static class BinaryRegression
{
    private const int MaxIterations = 100;

    /// <summary>Fits coefficients. There is no intercept but a column of ones of the caller's own.</summary>
    /// <param name="rows">The rows one after the other, each of <paramref name="columns"/> finite values.</param>
    /// <param name="columns">The number of columns, 1 or more.</param>
    /// <param name="outcomes">The outcomes, 0 to 1, one a row.</param>
    /// <param name="weights">Weights of 0 or more, one a row; empty (default): 1 each.</param>
    /// <param name="link">How the linear predictor becomes a probability; the logit by default.</param>
    /// <param name="ridge">λ, 0 (default) or more.</param>
    /// <param name="isPenalised">Which columns the penalty holds for; empty (default): all.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other, or a value is out of its range.</exception>
    public static BinaryFit Fit(
        ReadOnlySpan<double> rows,
        int columns,
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> weights = default,
        BinaryLink link = BinaryLink.Logit,
        double ridge = 0,
        ReadOnlySpan<bool> isPenalised = default)
    {
        Require(rows, columns, outcomes, weights, ridge, isPenalised);
        var penalty = new double[columns];
        for (var j = 0; j < columns; j++) penalty[j] = isPenalised.IsEmpty || isPenalised[j] ? ridge : 0;
        var beta = new double[columns];
        var (gradient, information) = (new double[columns], new double[columns, columns]);
        var value = Evaluate(rows, outcomes, weights, link, beta, penalty, gradient, information);
        var matrix = SymmetricMatrix.Decompose(information);
        var status = FitStatus.NotConverged;
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var step = matrix.Solve(gradient);
            // The step in units of the standard errors: what is left to climb.
            var decrement = 0.0;
            for (var j = 0; j < columns; j++) decrement += step[j] * gradient[j];
            var next = new double[columns];
            var nextValue = double.NegativeInfinity;
            for (var scale = 1.0; scale > 1e-10; scale /= 2)
            {
                for (var j = 0; j < columns; j++) next[j] = beta[j] + (scale * step[j]);
                Array.Clear(gradient);
                Array.Clear(information);
                nextValue = Evaluate(rows, outcomes, weights, link, next, penalty, gradient, information);
                if (nextValue >= value - (1e-12 * Math.Abs(value))) break;
            }

            (beta, value) = (next, nextValue);
            matrix = SymmetricMatrix.Decompose(information);
            if (!(decrement < 1e-20)) continue;
            status = FitStatus.Converged;
            break;
        }

        if (IsSeparated(rows, columns, matrix)) status = FitStatus.Separated;
        var logLikelihood = value;
        for (var j = 0; j < columns; j++) logLikelihood += penalty[j] / 2 * beta[j] * beta[j];
        return new BinaryFit(beta, matrix, logLikelihood, link, status);
    }

    internal static double Probability(double eta, BinaryLink link) =>
        link == BinaryLink.Logit ? 1 / (1 + Math.Exp(-eta)) : -ExpM1(-Math.Exp(Math.Min(eta, 700)));

    /// <summary>The penalised log-likelihood; fills the gradient and the expected information.</summary>
    private static double Evaluate(
        ReadOnlySpan<double> rows, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights, BinaryLink link,
        double[] beta, double[] penalty, double[] gradient, double[,] information)
    {
        var columns = beta.Length;
        var value = 0.0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var row = rows.Slice(i * columns, columns);
            var w = weights.IsEmpty ? 1 : weights[i];
            if (w == 0) continue;
            var eta = 0.0;
            for (var j = 0; j < columns; j++) eta += row[j] * beta[j];
            var (likelihood, score, weight) = link == BinaryLink.Logit ? Logit(eta, outcomes[i]) : CLogLog(eta, outcomes[i]);
            value += w * likelihood;
            for (var j = 0; j < columns; j++)
            {
                if (row[j] == 0) continue;
                gradient[j] += w * score * row[j];
                var part = w * weight * row[j];
                for (var k = 0; k <= j; k++) information[j, k] += part * row[k];
            }
        }

        for (var j = 0; j < columns; j++)
        {
            value -= penalty[j] / 2 * beta[j] * beta[j];
            gradient[j] -= penalty[j] * beta[j];
            information[j, j] += penalty[j];
            for (var k = 0; k < j; k++) information[k, j] = information[j, k];
        }

        return value;
    }

    private static (double LogLikelihood, double Score, double Weight) Logit(double eta, double y)
    {
        var p = 1 / (1 + Math.Exp(-eta));
        // log p = -log(1 + e^-η), written so that neither end overflows.
        var logP = eta > 0 ? -Log1P(Math.Exp(-eta)) : eta - Log1P(Math.Exp(eta));
        return ((y * eta) + logP - eta, y - p, p * (1 - p));
    }

    private static (double LogLikelihood, double Score, double Weight) CLogLog(double eta, double y)
    {
        var hazard = Math.Exp(Math.Min(eta, 700));
        var p = -ExpM1(-hazard);
        var q = Math.Exp(-hazard);
        if (p <= 0 || q <= 0) return (p <= 0 ? (y > 0 ? double.NegativeInfinity : 0) : -(1 - y) * hazard, y > 0 && p <= 0 ? y : -(1 - y) * hazard, 0);
        var slope = hazard * q;
        return ((y * Math.Log(p)) - ((1 - y) * hazard), (y - p) * slope / (p * q), slope * slope / (p * q));
    }

    /// <summary>A coefficient whose error over the column's whole range exceeds 50 on the scale of the predictor is told by nothing.</summary>
    private static bool IsSeparated(ReadOnlySpan<double> rows, int columns, SymmetricMatrix information)
    {
        var covariance = information.Invert();
        for (var j = 0; j < columns; j++)
        {
            var largest = 0.0;
            for (var i = j; i < rows.Length; i += columns) largest = Math.Max(largest, Math.Abs(rows[i]));
            if (Math.Sqrt(covariance[j, j]) * largest > 50 || (information.IsAliased(j) && IsWorn(rows, columns, j))) return true;
        }

        return false;
    }

    /// <summary>Whether a column that carries values was left without information because every fitted probability is 0 or 1.</summary>
    private static bool IsWorn(ReadOnlySpan<double> rows, int columns, int column)
    {
        var (design, n) = (new double[columns, columns], rows.Length / columns);
        for (var i = 0; i < n; i++)
        {
            var row = rows.Slice(i * columns, columns);
            for (var j = 0; j < columns; j++)
            {
                for (var k = 0; k < columns; k++) design[j, k] += row[j] * row[k];
            }
        }

        return !SymmetricMatrix.Decompose(design).IsAliased(column);
    }

    private static double Log1P(double x) => Math.Abs(x) > 1e-4 ? Math.Log(1 + x) : x - (x * x / 2) + (x * x * x / 3);

    private static double ExpM1(double x) => Math.Abs(x) > 1e-4 ? Math.Exp(x) - 1 : x + (x * x / 2) + (x * x * x / 6);

    private static void Require(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights, double ridge, ReadOnlySpan<bool> isPenalised)
    {
        if (columns < 1) throw new ArgumentException($"columns is {columns}: 1 or more is needed.", nameof(columns));
        if (rows.Length != columns * outcomes.Length) throw new ArgumentException($"rows has {rows.Length} values: {columns} columns for each of {outcomes.Length} outcomes are needed.", nameof(rows));
        if (!weights.IsEmpty && weights.Length != outcomes.Length) throw new ArgumentException($"weights has {weights.Length} values for {outcomes.Length} outcomes: as many are needed.", nameof(weights));
        if (!isPenalised.IsEmpty && isPenalised.Length != columns) throw new ArgumentException($"isPenalised has {isPenalised.Length} values for {columns} columns: as many are needed.", nameof(isPenalised));
        if (!(ridge >= 0) || double.IsInfinity(ridge)) throw new ArgumentException($"ridge is {ridge}: a finite number of 0 or more is needed.", nameof(ridge));
        for (var i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i])) throw new ArgumentException($"row {i / columns}, column {i % columns} is {rows[i]}: a finite number is needed.", nameof(rows));
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!(outcomes[i] is >= 0 and <= 1)) throw new ArgumentException($"outcomes[{i}] is {outcomes[i]}: a number from 0 to 1 is needed.", nameof(outcomes));
            if (!weights.IsEmpty && !(weights[i] >= 0 && double.IsFinite(weights[i]))) throw new ArgumentException($"weights[{i}] is {weights[i]}: a finite number of 0 or more is needed.", nameof(weights));
        }
    }
}
