namespace Ttv.Statistics.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The two-sided critical value of a confidence level: 1.959963984540054 for 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not strictly between 0 and 1.</exception>
    public static double CriticalValue(double confidence) =>
        confidence is > 0 and < 1
            ? Quantile(1 - ((1 - confidence) / 2))
            : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence level strictly between 0 and 1 is needed.");

    /// <summary>P(|Z| &gt;= |z|).</summary>
    public static double TwoSidedP(double z) => Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(Z &gt;= z).</summary>
    public static double UpperTail(double z) => z >= 0 ? Erfc(z / Math.Sqrt(2)) / 2 : 1 - (Erfc(-z / Math.Sqrt(2)) / 2);

    /// <summary>log P(Z &gt;= z), also where the probability itself would vanish.</summary>
    public static double LogUpperTail(double z) => z < 30 ? Math.Log(UpperTail(z)) : (-z * z / 2) - Math.Log(InverseMills(z)) - (0.5 * Math.Log(2 * Math.PI));

    /// <summary>The density at z over P(Z &gt;= z); for large z by Laplace's continued fraction.</summary>
    public static double InverseMills(double z)
    {
        if (z < 5) return Math.Exp(-z * z / 2) / (Math.Sqrt(2 * Math.PI) * UpperTail(z));
        var fraction = z;
        for (var k = 100; k >= 1; k--) fraction = z + (k / fraction);
        return fraction;
    }

    /// <summary>The quantile function by M. J. Wichura, Algorithm AS 241 (1988), PPND16: about 16 digits.</summary>
    public static double Quantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Horner(r, 3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727)
                / Horner(r, 1.0, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061, 28729.085735721942674, 5226.495278852545925);
        }

        var tail = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        double value;
        if (tail <= 5)
        {
            var r = tail - 1.6;
            value = Horner(r, 1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4)
                / Horner(r, 1.0, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9);
        }
        else
        {
            var r = tail - 5;
            value = Horner(r, 6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
                / Horner(r, 1.0, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15);
        }

        return q < 0 ? -value : value;
    }

    /// <summary>The complementary error function for x &gt;= 0: the Taylor series of erf below 2, Lentz's continued fraction above; about 15 digits.</summary>
    private static double Erfc(double x)
    {
        if (x < 2)
        {
            // erf x = 2/sqrt(pi) exp(-x²) sum of 2^n x^(2n+1) / (1·3·…·(2n+1)): all terms positive, nothing cancels.
            var term = x;
            var sum = x;
            for (var n = 1; term > sum * 1e-18 && n < 200; n++)
            {
                term *= 2 * x * x / ((2 * n) + 1);
                sum += term;
            }

            return 1 - (2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum);
        }

        // erfc x = exp(-x²)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the bottom up.
        var fraction = x;
        for (var k = 120; k >= 1; k--) fraction = x + (k / 2.0 / fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }

    private static double Horner(double x, params ReadOnlySpan<double> coefficients)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--) value = (value * x) + coefficients[i];
        return value;
    }
}
