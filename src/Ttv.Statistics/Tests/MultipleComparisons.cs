namespace Ttv.Statistics.Tests;

/// <summary>Adjusts the p-values of several tests looked at together.</summary>
/// <remarks>Thread-safe. Answers are in the order of the question.</remarks>
public static class MultipleComparisons
{
    /// <summary>Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): bounds the chance of any false finding.</summary>
    /// <param name="pValues">The p-values, each 0 to 1.</param>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static IReadOnlyList<double> Holm(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[order.Length];
        var highest = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - i) * pValues[order[i]]));
            adjusted[order[i]] = highest;
        }

        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's step-up adjustment (JRSS B 57, 1995): bounds the expected share of false findings among the findings.</summary>
    /// <param name="pValues">The p-values, each 0 to 1.</param>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static IReadOnlyList<double> BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[order.Length];
        var lowest = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            lowest = Math.Min(lowest, pValues[order[i]] * order.Length / (i + 1));
            adjusted[order[i]] = lowest;
        }

        return adjusted;
    }

    private static int[] Order(ReadOnlySpan<double> pValues)
    {
        for (var i = 0; i < pValues.Length; i++)
        {
            if (!(pValues[i] is >= 0 and <= 1)) throw new ArgumentException($"pValues[{i}] is {pValues[i]}: a number from 0 to 1 is needed.", nameof(pValues));
        }

        var values = pValues.ToArray();
        return [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
    }
}
