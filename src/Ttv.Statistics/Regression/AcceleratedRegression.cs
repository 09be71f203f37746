using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>Accelerated failure time regression by maximum likelihood: log T = xβ + σ W, right-censored.</summary>
/// <remarks>Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2nd ed. (2002), chapter 3. Newton's method with step halving. Thread-safe.</remarks>
public static class AcceleratedRegression
{
    private const int MaxIterations = 200;

    /// <summary>Fits coefficients and scale. There is no intercept but a column of ones of the caller's own.</summary>
    /// <param name="distribution">The distribution of the time.</param>
    /// <param name="times">Times above 0.</param>
    /// <param name="statuses">1 for an event; all else counts as censored. As many as times.</param>
    /// <param name="rows">The covariates row by row, finite.</param>
    /// <param name="columns">The number of columns, 1 or more.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other, or a value is out of its range; a time of 0 has no logarithm.</exception>
    public static AcceleratedFit Fit(AcceleratedDistribution distribution, ReadOnlySpan<double> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> rows, int columns)
    {
        Require(distribution, times, statuses, rows, columns);
        var hasScale = distribution != AcceleratedDistribution.Exponential;
        var parameters = columns + (hasScale ? 1 : 0);
        var logs = new double[times.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(times[i]);
        var theta = Start(logs, rows, columns, parameters, hasScale);
        var (gradient, information) = (new double[parameters], new double[parameters, parameters]);
        var value = Evaluate(distribution, logs, statuses, rows, columns, theta, gradient, information);
        var status = FitStatus.NotConverged;
        var matrix = SymmetricMatrix.Decompose(information);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            // Far from the maximum the observed information may not be positive; a ridge turns the step towards the gradient.
            for (var ridge = 1e-6; matrix.Rank < parameters && ridge < 1e12; ridge *= 10) matrix = SymmetricMatrix.Decompose(Ridged(information, ridge));
            var step = matrix.Solve(gradient);
            var decrement = 0.0;
            for (var j = 0; j < parameters; j++) decrement += step[j] * gradient[j];
            if (decrement < 1e-18)
            {
                status = FitStatus.Converged;
                break;
            }

            var next = new double[parameters];
            var nextValue = double.NegativeInfinity;
            for (var scale = 1.0; scale > 1e-10; scale /= 2)
            {
                for (var j = 0; j < parameters; j++) next[j] = theta[j] + (scale * step[j]);
                Array.Clear(gradient);
                Array.Clear(information);
                nextValue = Evaluate(distribution, logs, statuses, rows, columns, next, gradient, information);
                if (nextValue >= value - (1e-13 * Math.Abs(value))) break;
            }

            (theta, value) = (next, nextValue);
            matrix = SymmetricMatrix.Decompose(information);
        }

        // Without an event nothing holds the times back.
        if (!statuses.Contains(1)) status = FitStatus.Separated;
        return new AcceleratedFit(distribution, theta[..columns], hasScale ? theta[columns] : 0, matrix, value, status);
    }

    /// <summary>Least squares on log time, and the residuals' spread.</summary>
    private static double[] Start(double[] logs, ReadOnlySpan<double> rows, int columns, int parameters, bool hasScale)
    {
        var (xx, xy) = (new double[columns, columns], new double[columns]);
        for (var i = 0; i < logs.Length; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                xy[j] += rows[(i * columns) + j] * logs[i];
                for (var k = 0; k < columns; k++) xx[j, k] += rows[(i * columns) + j] * rows[(i * columns) + k];
            }
        }

        var theta = new double[parameters];
        SymmetricMatrix.Decompose(xx).Solve(xy).CopyTo(theta, 0);
        if (!hasScale) return theta;
        var squares = 0.0;
        for (var i = 0; i < logs.Length; i++)
        {
            var residual = logs[i];
            for (var j = 0; j < columns; j++) residual -= rows[(i * columns) + j] * theta[j];
            squares += residual * residual;
        }

        theta[columns] = Math.Log(Math.Max(1e-3, Math.Sqrt(squares / Math.Max(1, logs.Length))));
        return theta;
    }

    private static double Evaluate(
        AcceleratedDistribution distribution, double[] logs, ReadOnlySpan<int> statuses, ReadOnlySpan<double> rows, int columns,
        double[] theta, double[] gradient, double[,] information)
    {
        var hasScale = theta.Length > columns;
        var logScale = hasScale ? theta[columns] : 0;
        var sigma = Math.Exp(logScale);
        var value = 0.0;
        for (var i = 0; i < logs.Length; i++)
        {
            var row = rows.Slice(i * columns, columns);
            var eta = 0.0;
            for (var j = 0; j < columns; j++) eta += row[j] * theta[j];
            var z = (logs[i] - eta) / sigma;
            var isEvent = statuses[i] == 1;
            var (log, first, second) = Terms(distribution, z, isEvent);
            value += log - (isEvent ? logScale + logs[i] : 0);
            for (var j = 0; j < columns; j++)
            {
                gradient[j] -= first / sigma * row[j];
                for (var k = 0; k < columns; k++) information[j, k] -= second / (sigma * sigma) * row[j] * row[k];
                if (!hasScale) continue;
                var mixed = -((second * z) + first) / sigma * row[j];
                information[j, columns] += mixed;
                information[columns, j] += mixed;
            }

            if (!hasScale) continue;
            gradient[columns] -= (first * z) + (isEvent ? 1 : 0);
            information[columns, columns] -= (second * z * z) + (first * z);
        }

        return value;
    }

    /// <summary>The log density of W, or its log survival where censored, with its first two derivatives in z.</summary>
    private static (double Log, double First, double Second) Terms(AcceleratedDistribution distribution, double z, bool isEvent)
    {
        switch (distribution)
        {
            case AcceleratedDistribution.LogNormal when isEvent:
                return ((-z * z / 2) - (0.5 * Math.Log(2 * Math.PI)), -z, -1);
            case AcceleratedDistribution.LogNormal:
                var mills = NormalDistribution.InverseMills(z);
                return (NormalDistribution.LogUpperTail(z), -mills, -mills * (mills - z));
            case AcceleratedDistribution.LogLogistic:
                var p = 1 / (1 + Math.Exp(-z));
                var logSurvival = z > 0 ? -z - Math.Log(1 + Math.Exp(-z)) : -Math.Log(1 + Math.Exp(z));
                return isEvent ? (z + (2 * logSurvival), 1 - (2 * p), -2 * p * (1 - p)) : (logSurvival, -p, -p * (1 - p));
            default:
                var hazard = Math.Exp(Math.Min(z, 700));
                return isEvent ? (z - hazard, 1 - hazard, -hazard) : (-hazard, -hazard, -hazard);
        }
    }

    private static double[,] Ridged(double[,] information, double ridge)
    {
        var ridged = (double[,])information.Clone();
        for (var j = 0; j < ridged.GetLength(0); j++) ridged[j, j] += ridge * Math.Max(1, Math.Abs(information[j, j]));
        return ridged;
    }

    private static void Require(AcceleratedDistribution distribution, ReadOnlySpan<double> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> rows, int columns)
    {
        if (!Enum.IsDefined(distribution)) throw new ArgumentException($"distribution is {distribution}: {string.Join(", ", Enum.GetNames<AcceleratedDistribution>())} are allowed.", nameof(distribution));
        if (columns < 1) throw new ArgumentException($"columns is {columns}: 1 or more is needed.", nameof(columns));
        if (statuses.Length != times.Length) throw new ArgumentException($"statuses has {statuses.Length} values and times has {times.Length}: as many are needed.", nameof(statuses));
        if (rows.Length != columns * times.Length) throw new ArgumentException($"rows has {rows.Length} values: {columns} columns for each of {times.Length} times are needed.", nameof(rows));
        for (var i = 0; i < times.Length; i++)
        {
            if (!(times[i] > 0 && double.IsFinite(times[i]))) throw new ArgumentException($"times[{i}] is {times[i]}: a finite number above 0 is needed, as 0 has no logarithm.", nameof(times));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i])) throw new ArgumentException($"row {i / columns}, column {i % columns} is {rows[i]}: a finite number is needed.", nameof(rows));
        }
    }
}
