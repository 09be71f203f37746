namespace Ttv.Statistics.Numerics;

/// <summary>The gamma function.</summary>
internal static class GammaFunction
{
    /// <summary>log Gamma by Lanczos (g = 7, n = 9): about 15 digits for a &gt; 0.</summary>
    public static double Log(double a)
    {
        if (a < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * a)) - Log(1 - a);
        ReadOnlySpan<double> coefficients =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        var x = a - 1;
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.Length; i++) sum += coefficients[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>log of n over k.</summary>
    public static double LogBinomial(double n, double k) => Log(n + 1) - Log(k + 1) - Log(n - k + 1);
}
