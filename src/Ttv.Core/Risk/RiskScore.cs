using System.Globalization;

namespace Ttv.Risk;

/// <summary>A risk score: an exact number of hundredths of a point from 0 (no risk seen) to 100 (the worst).</summary>
/// <remarks><c>default(RiskScore)</c> is 0. Immutable and safe to share between threads.</remarks>
public readonly record struct RiskScore : IComparable<RiskScore>
{
    /// <summary>The highest score in hundredths: 10,000.</summary>
    public const int MaxHundredths = 10_000;

    private RiskScore(int hundredths) => Hundredths = hundredths;

    /// <summary>No risk: 0 points.</summary>
    public static RiskScore Zero => default;

    /// <summary>Hundredths of a point, 0 to 10,000.</summary>
    public int Hundredths { get; }

    /// <summary>Points from 0 to 100, exact to two decimals.</summary>
    public decimal Points => Hundredths / 100m;

    /// <summary>Makes a score of hundredths of a point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 10,000.</exception>
    public static RiskScore FromHundredths(int hundredths) =>
        hundredths is >= 0 and <= MaxHundredths
            ? new RiskScore(hundredths)
            : throw new ArgumentOutOfRangeException(nameof(hundredths), hundredths, "0 to 10,000 hundredths of a point are allowed.");

    /// <summary>Makes a score of points; two decimals at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100, or has more than two decimals.</exception>
    public static RiskScore FromPoints(decimal points) =>
        points is >= 0 and <= 100 && points * 100 == decimal.Truncate(points * 100)
            ? new RiskScore((int)(points * 100))
            : throw new ArgumentOutOfRangeException(nameof(points), points, "0 to 100 points with two decimals at most are allowed.");

    /// <summary>Orders scores from no risk to the worst.</summary>
    public int CompareTo(RiskScore other) => Hundredths.CompareTo(other.Hundredths);

    /// <summary>Whether the left score is lower.</summary>
    public static bool operator <(RiskScore left, RiskScore right) => left.Hundredths < right.Hundredths;

    /// <summary>Whether the left score is higher.</summary>
    public static bool operator >(RiskScore left, RiskScore right) => left.Hundredths > right.Hundredths;

    /// <summary>Whether the left score is lower or equal.</summary>
    public static bool operator <=(RiskScore left, RiskScore right) => left.Hundredths <= right.Hundredths;

    /// <summary>Whether the left score is higher or equal.</summary>
    public static bool operator >=(RiskScore left, RiskScore right) => left.Hundredths >= right.Hundredths;

    /// <summary>The points with two decimals: <c>73.25</c>.</summary>
    public override string ToString() => Points.ToString("0.00", CultureInfo.InvariantCulture);
}
