namespace Ttv.Statistics.Clustering;

/// <summary>One cluster of values on a line.</summary>
/// <param name="Weight">The weight of its values: their number where none was given.</param>
/// <param name="Center">Their mean.</param>
/// <param name="WithinSumOfSquares">The sum of their squared distances from the mean.</param>
/// <param name="Lowest">The lowest of them.</param>
/// <param name="Highest">The highest of them.</param>
public readonly record struct Cluster(double Weight, double Center, double WithinSumOfSquares, double Lowest, double Highest);
