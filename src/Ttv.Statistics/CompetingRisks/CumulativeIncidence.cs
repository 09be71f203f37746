using Ttv.Statistics.Survival;

namespace Ttv.Statistics.CompetingRisks;

/// <summary>The estimated share that had one cause's event by each tick, the others competing. Made by <see cref="AalenJohansen"/>.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class CumulativeIncidence
{
    private readonly StepCurve _complement;
    private readonly CurvePoint[] _points;

    internal CumulativeIncidence(int cause, StepCurve complement, double rowWeight, double events)
    {
        Cause = cause;
        _complement = complement;
        _points = complement.Points.ToArray();
        for (var i = 0; i < _points.Length; i++)
        {
            ref var p = ref _points[i];
            p = p with { Probability = 1 - p.Probability, Lower = 1 - p.Upper, Upper = 1 - p.Lower };
        }

        RowWeight = rowWeight;
        EventWeight = events;
    }

    /// <summary>The cause's status, 1 or more.</summary>
    public int Cause { get; }

    /// <summary>The sum of the rows' weights: their number where none was given.</summary>
    public double RowWeight { get; }

    /// <summary>The weight of this cause's events.</summary>
    public double EventWeight { get; }

    /// <summary>The confidence level of the limits, between 0 and 1.</summary>
    public double Confidence => _complement.Confidence;

    /// <summary>One point for every tick at which anything ended, in order of time: the incidence F with log-log limits on 1 - F; 0 before the first.</summary>
    public IReadOnlyList<CurvePoint> Points => _points;

    /// <summary>The share that had the event by a horizon, with its interval.</summary>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative.</exception>
    public RateEstimate RateBy(long horizon) => _complement.RateBy(horizon);

    /// <summary>The time by which a share of all rows had the event: the incidence and its limits inverted, as <see cref="SurvivalCurve.Quantile"/> does.</summary>
    /// <param name="probability">The share, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public QuantileEstimate Quantile(double probability) => _complement.Quantile(probability);

    /// <summary>The time by which half of all rows had the event.</summary>
    public QuantileEstimate Median => Quantile(0.5);

    internal double ErrorAt(long tick) => _complement.At(tick).StandardError ?? 0;
}
