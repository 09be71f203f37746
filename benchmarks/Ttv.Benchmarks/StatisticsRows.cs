namespace Ttv.Benchmarks;

/// <summary>Rows with a fixed seed: 100 groups, two covariates, many ties, a third censored.</summary>
internal sealed record StatisticsRows(int[] Groups, long[] Times, int[] Statuses, double[] Covariates)
{
    public static StatisticsRows Create(int n)
    {
        var random = new Random(12_345);
        var (groups, times, statuses, covariates) = (new int[n], new long[n], new int[n], new double[2 * n]);
        for (var i = 0; i < n; i++)
        {
            groups[i] = random.Next(100);
            (covariates[2 * i], covariates[(2 * i) + 1]) = (random.NextDouble() - 0.5, random.Next(2));
            var t = (long)(Math.Pow(random.NextDouble(), 3) * 2000 * (1.5 - covariates[2 * i])) + 1;
            var c = random.Next(1, 1501);
            (times[i], statuses[i]) = (Math.Min(t, c), t <= c ? 1 : 0);
        }

        return new StatisticsRows(groups, times, statuses, covariates);
    }
}
