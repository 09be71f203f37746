namespace Ttv.Statistics.Numerics;

/// <summary>Solves symmetric positive semi-definite systems by Cholesky, leaving aliased columns out.</summary>
internal sealed class SymmetricMatrix
{
    private readonly double[,] _lower;
    private readonly bool[] _isAliased;

    private SymmetricMatrix(double[,] lower, bool[] isAliased) => (_lower, _isAliased) = (lower, isAliased);

    /// <summary>The number of columns that are not a combination of those before them.</summary>
    public int Rank => _isAliased.Count(a => !a);

    public bool IsAliased(int column) => _isAliased[column];

    /// <summary>Decomposes a matrix; a pivot below the tolerance times its own diagonal marks its column as aliased.</summary>
    public static SymmetricMatrix Decompose(double[,] matrix, double tolerance = 1e-10)
    {
        var n = matrix.GetLength(0);
        var lower = new double[n, n];
        var isAliased = new bool[n];
        for (var j = 0; j < n; j++)
        {
            var pivot = matrix[j, j];
            for (var k = 0; k < j; k++) pivot -= lower[j, k] * lower[j, k];
            if (!(pivot > tolerance * matrix[j, j]) || !(matrix[j, j] > 0))
            {
                isAliased[j] = true;
                continue;
            }

            lower[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
            }
        }

        return new SymmetricMatrix(lower, isAliased);
    }

    /// <summary>The solution with 0 in every aliased column.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        var n = right.Length;
        var x = right.ToArray();
        for (var i = 0; i < n; i++)
        {
            if (_isAliased[i])
            {
                x[i] = 0;
                continue;
            }

            for (var k = 0; k < i; k++) x[i] -= _lower[i, k] * x[k];
            x[i] /= _lower[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            if (_isAliased[i]) continue;
            for (var k = i + 1; k < n; k++) x[i] -= _lower[k, i] * x[k];
            x[i] /= _lower[i, i];
        }

        return x;
    }

    /// <summary>The inverse with zeros in aliased rows and columns.</summary>
    public double[,] Invert()
    {
        var n = _isAliased.Length;
        var inverse = new double[n, n];
        var unit = new double[n];
        for (var j = 0; j < n; j++)
        {
            if (_isAliased[j]) continue;
            unit[j] = 1;
            var column = Solve(unit);
            unit[j] = 0;
            for (var i = 0; i < n; i++) inverse[i, j] = column[i];
        }

        return inverse;
    }

    /// <summary>x' A⁻¹ x over the columns that are not aliased.</summary>
    public double QuadraticForm(ReadOnlySpan<double> x)
    {
        var solved = Solve(x);
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * solved[i];
        return sum;
    }
}
