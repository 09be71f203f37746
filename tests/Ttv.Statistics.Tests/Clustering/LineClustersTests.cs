using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Statistics.Support;

namespace Ttv.Statistics.Clustering;

public class LineClustersTests
{
    private static readonly JsonElement Expected = Reference.Json("clusters");

    public static TheoryData<string> Series => new("tiny", "ties", "eruptions", "lung_log10", "ttv_a_log10h", "cdnow_days");

    private static double[] Values(string series)
    {
        var table = Reference.Data("cluster_inputs");
        return [.. Enumerable.Range(0, table.Count).Where(i => table.Text(i, "series") == series).Select(i => table.Number(i, "x")!.Value)];
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void Split_Series_EqualsCkmeans(string series)
    {
        var values = Values(series);
        foreach (var expected in Expected.GetProperty(series).GetProperty("by_k").EnumerateObject()) Compare(expected.Value, LineClusters.Split(values, int.Parse(expected.Name, System.Globalization.CultureInfo.InvariantCulture)), $"{series} {expected.Name}");
    }

    [Fact]
    public void Split_Weighted_EqualsCkmeans()
    {
        var weighted = Expected.GetProperty("weighted");
        double[] Numbers(string name) => [.. weighted.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        foreach (var expected in weighted.GetProperty("by_k").EnumerateObject()) Compare(expected.Value, LineClusters.Split(Numbers("x"), int.Parse(expected.Name, System.Globalization.CultureInfo.InvariantCulture), Numbers("w")), expected.Name);
    }

    private static void Compare(JsonElement expected, LineClustering actual, string what)
    {
        Close.Relative(expected.GetProperty("tot_withinss").GetDouble(), actual.WithinSumOfSquares, 1e-9, what);
        for (var c = 0; c < actual.Clusters.Count; c++)
        {
            Assert.Equal(expected.GetProperty("sizes")[c].GetDouble(), actual.Clusters[c].Weight);
            Close.Absolute(expected.GetProperty("centers")[c].GetDouble(), actual.Clusters[c].Center, 1e-9 * Math.Max(1, Math.Abs(actual.Clusters[c].Center)), what);
            Close.Absolute(expected.GetProperty("withinss")[c].GetDouble(), actual.Clusters[c].WithinSumOfSquares, 1e-9 * Math.Max(1, actual.TotalSumOfSquares), what);
            Assert.Equal(expected.GetProperty("upper_bounds")[c].GetDouble(), actual.Clusters[c].Highest);
        }

        Assert.Equal(expected.GetProperty("midpoint_breaks").EnumerateArray().Select(b => b.GetDouble()), actual.Borders.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12 * Math.Max(1, Math.Abs(a)));
    }

    /// <summary>The mixture's likelihood is at least that of mclust, which starts from another split; one component has no other maximum.</summary>
    [Theory]
    [InlineData("eruptions")]
    [InlineData("lung_log10")]
    [InlineData("ttv_a_log10h")]
    public void Mixture_EqualVariance_ReachesMclust(string series)
    {
        var points = WeightedPoints.Create(Values(series), []);
        var expected = Expected.GetProperty("gmm").GetProperty(series).GetProperty("E").GetProperty("bic_mclust_2loglik_minus_penalty");
        Close.Relative(expected.GetProperty("1").GetDouble(), LineMixture.Fit(points, points.Split(1)).Bic, 1e-9, series);
        for (var k = 2; k <= 3; k++)
            Assert.True(LineMixture.Fit(points, points.Split(k)).Bic >= expected.GetProperty($"{k}").GetDouble() - 0.05, $"{series} {k}: {LineMixture.Fit(points, points.Split(k)).Bic}");
    }

    [Property(MaxTest = 200)]
    public Property Split_SmallData_IsTheBestOfAllSplits() => Prop.ForAll(Gen.Choose(-20, 20).ArrayOf(9).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (values, k) =>
    {
        var distinct = values.Distinct().Order().ToArray();
        if (k > distinct.Length) return true;
        var best = Splits(distinct.Length, k).Min(ends => Cost(values, distinct, ends));
        return Math.Abs(LineClusters.Split([.. values.Select(v => (double)v)], k).WithinSumOfSquares - best) < 1e-9;

        static IEnumerable<int[]> Splits(int n, int k) => k == 1 ? [[n]] : Enumerable.Range(k - 1, n - k + 1).SelectMany(end => Splits(end, k - 1).Select(s => (int[])[.. s, n]));

        static double Cost(int[] values, int[] distinct, int[] ends)
        {
            var (cost, start) = (0.0, 0);
            foreach (var end in ends)
            {
                var own = values.Where(v => v >= distinct[start] && v <= distinct[end - 1]).ToArray();
                cost += own.Sum(v => Math.Pow(v - own.Average(), 2));
                start = end;
            }

            return cost;
        }
    });

    [Property(MaxTest = 100)]
    public Property Split_ShuffledValues_GivesTheSame() => Prop.ForAll(Gen.Choose(0, 50).ArrayOf(30).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (values, seed) =>
    {
        var doubles = values.Select(v => v / 7.0).ToArray();
        var shuffled = doubles.ToArray();
        new Random(seed).Shuffle(shuffled);
        return LineClusters.Choose(doubles).Clusters.SequenceEqual(LineClusters.Choose(shuffled).Clusters);
    });

    [Fact]
    public void Choose_ThreeClearGroups_FindsThem()
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, 900).Select(i => (i % 3 * 10) + random.NextDouble() + random.NextDouble()).ToArray();

        Assert.Equal(3, LineClusters.Choose(values).Clusters.Count);
        Assert.All(LineClusters.Choose(values).Clusters, c => Assert.Equal(300, c.Weight));
    }

    [Fact]
    public void Choose_TinyCluster_IsNotOne() =>
        Assert.Single(LineClusters.Choose([.. Enumerable.Range(0, 99).Select(i => (i % 10) / 10.0), 1000]).Clusters);

    [Fact]
    public void Split_DegenerateValues_HaveDefinedAnswers()
    {
        Assert.Equal(0, LineClusters.Split([3, 3, 3], 1).WithinSumOfSquares);
        Assert.Throws<ArgumentOutOfRangeException>(() => LineClusters.Split([3, 3, 3], 2));
        Assert.Throws<ArgumentException>(() => LineClusters.Split([double.NaN], 1));
        Assert.Throws<ArgumentException>(() => LineClusters.Choose([]));
        Assert.Equal(100_000, LineClusters.Choose([.. Enumerable.Repeat(5.0, 100_000)]).Clusters.Single().Weight);
    }
}
