namespace Ttv.Statistics.Numerics;

/// <summary>The chi-squared distribution.</summary>
internal static class ChiSquaredDistribution
{
    /// <summary>P(X &gt;= x): the regularised upper incomplete gamma function Q(df / 2, x / 2), by its series below df / 2 + 1 and by Lentz's continued fraction above.</summary>
    public static double UpperTail(double x, double degreesOfFreedom)
    {
        if (degreesOfFreedom <= 0 || x <= 0) return 1;
        var (a, half) = (degreesOfFreedom / 2, x / 2);
        var front = Math.Exp((a * Math.Log(half)) - half - GammaFunction.Log(a));
        if (half < a + 1)
        {
            var term = 1 / a;
            var sum = term;
            for (var n = 1; n < 10_000 && term > sum * 1e-17; n++)
            {
                term *= half / (a + n);
                sum += term;
            }

            return Math.Max(0, 1 - (front * sum));
        }

        const double Tiny = 1e-300;
        var b = half + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var fraction = d;
        for (var i = 1; i < 10_000; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = 1 / Guard((an * d) + b);
            c = Guard(b + (an / c));
            var factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 1e-16) break;
        }

        return front * fraction;

        static double Guard(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}
