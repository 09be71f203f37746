namespace Ttv.Statistics.Clustering;

/// <summary>Values on a line, split into clusters. Made by <see cref="LineClusters"/>.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LineClustering
{
    private readonly double[] _borders;

    internal LineClustering(Cluster[] clusters, double totalSumOfSquares)
    {
        _borders = [.. clusters.Skip(1).Zip(clusters, (upper, lower) => (lower.Highest + upper.Lowest) / 2)];
        Clusters = clusters;
        WithinSumOfSquares = clusters.Sum(c => c.WithinSumOfSquares);
        TotalSumOfSquares = totalSumOfSquares;
    }

    /// <summary>The clusters from the lowest to the highest.</summary>
    public IReadOnlyList<Cluster> Clusters { get; }

    /// <summary>The sum of squared distances from the clusters' means: the least that so many clusters allow.</summary>
    public double WithinSumOfSquares { get; }

    /// <summary>The sum of squared distances from the mean of all.</summary>
    public double TotalSumOfSquares { get; }

    /// <summary>The borders between neighbouring clusters: the middle between the highest value of one and the lowest of the next.</summary>
    public IReadOnlyList<double> Borders => _borders;

    /// <summary>The position of the cluster that a value falls in, from 0; a value on a border belongs to the higher one.</summary>
    public int IndexOf(double value)
    {
        var index = 0;
        foreach (var border in _borders)
        {
            if (value >= border) index++;
        }

        return index;
    }
}
