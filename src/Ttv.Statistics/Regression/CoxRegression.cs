using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>
/// Cox's proportional hazards regression: h(t|x) = h₀(t) exp(xβ), by the partial likelihood with Efron's or Breslow's ties,
/// strata, delayed entry, weights and the robust (sandwich) error.
/// </summary>
/// <remarks>
/// D. R. Cox, Regression models and life tables, JRSS B 34 (1972); Efron, JASA 72 (1977); Lin and Wei, JASA 84 (1989). Newton's
/// method with step halving. A covariate that tells who has an event perfectly has no finite coefficient: the fit says so. Thread-safe.
/// </remarks>
public static class CoxRegression
{
    private const int MaxIterations = 80;

    /// <summary>Fits coefficients.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="ties">How events at one tick share the risk set; Efron's by default.</param>
    public static CoxFit Fit(CoxData data, CoxTies ties = CoxTies.Efron)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!Enum.IsDefined(ties)) throw new ArgumentException($"ties is {ties}: {string.Join(", ", Enum.GetNames<CoxTies>())} are allowed.", nameof(ties));
        var likelihood = new CoxPartialLikelihood(data, ties);
        var p = data.Columns;
        var (beta, gradient, information) = (new double[p], new double[p], new double[p, p]);
        var value = likelihood.Evaluate(beta, gradient, information);
        var matrix = SymmetricMatrix.Decompose(information);
        var (nullValue, score, rank) = (value, matrix.QuadraticForm(gradient), matrix.Rank);
        var aliased = matrix;
        var status = FitStatus.NotConverged;
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var step = matrix.Solve(gradient);
            var decrement = 0.0;
            for (var j = 0; j < p; j++) decrement += step[j] * gradient[j];
            if (decrement < 1e-18)
            {
                status = FitStatus.Converged;
                break;
            }

            var next = new double[p];
            var nextValue = double.NegativeInfinity;
            for (var scale = 1.0; scale > 1e-8; scale /= 2)
            {
                for (var j = 0; j < p; j++) next[j] = aliased.IsAliased(j) ? 0 : beta[j] + (scale * step[j]);
                Array.Clear(gradient);
                Array.Clear(information);
                nextValue = likelihood.Evaluate(next, gradient, information);
                if (nextValue >= value - (1e-13 * Math.Abs(value))) break;
            }

            (beta, value) = (next, nextValue);
            matrix = SymmetricMatrix.Decompose(information);
        }

        if (IsSeparated(data, likelihood, matrix, aliased)) status = FitStatus.Separated;
        return new CoxFit(data, ties, likelihood, beta, matrix, aliased, nullValue, value, GlobalTest.Create(score, rank), status);
    }

    /// <summary>A coefficient whose error over the covariate's range exceeds 50 on the log hazard's scale has no finite estimate.</summary>
    private static bool IsSeparated(CoxData data, CoxPartialLikelihood likelihood, SymmetricMatrix information, SymmetricMatrix atNull)
    {
        var covariance = information.Invert();
        for (var j = 0; j < data.Columns; j++)
        {
            if (atNull.IsAliased(j)) continue;
            var largest = 0.0;
            for (var i = 0; i < data.Count; i++) largest = Math.Max(largest, Math.Abs(likelihood.Centred(i)[j]));
            if (information.IsAliased(j) || Math.Sqrt(covariance[j, j]) * largest > 50) return true;
        }

        return false;
    }
}
