using NodaTime;
using Ttv.Journeys;
using Ttv.Statistics.Clustering;
using Ttv.Statistics.Survival;

namespace Ttv.Bands;

/// <summary>
/// Bands by exact clustering of log₁₀(TTV in seconds + 1): as many as the data bear (BIC of an equal-variance mixture, up to 5), none
/// with less than 5 % of the accounts. Open accounts are placed by the conditional probability given the time already elapsed.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LearnedBands
{
    private readonly SurvivalCurve _curve;

    private LearnedBands(ValueList<LearnedBand> bands, SurvivalCurve curve)
    {
        Bands = bands;
        _curve = curve;
    }

    /// <summary>The bands from the fastest to the slowest; together they cover every time.</summary>
    public ValueList<LearnedBand> Bands { get; }

    /// <summary>Learns bands from journeys; those that are not timed do not count.</summary>
    /// <param name="journeys">One journey an account, open and cancelled ones included.</param>
    /// <returns>The bands, or null where nobody is at first value.</returns>
    public static LearnedBands? Learn(IEnumerable<Journey> journeys)
    {
        ArgumentNullException.ThrowIfNull(journeys);
        var (times, statuses) = (new List<long>(), new List<int>());
        foreach (var journey in journeys)
        {
            if (!journey.IsTimed) continue;
            var end = journey.Outcome switch
            {
                JourneyOutcome.FirstValue => journey.FirstValueAt!.Value,
                JourneyOutcome.Churned => journey.ChurnedAt!.Value,
                _ => journey.ObservedUntil,
            };
            times.Add(Math.Max(0, (long)(end - journey.SignedUpAt!.Value).TotalSeconds));
            statuses.Add(journey.Outcome == JourneyOutcome.FirstValue ? 1 : 0);
        }

        double[] reached = [.. times.Where((_, i) => statuses[i] == 1).Select(t => Math.Log10(t + 1))];
        if (reached.Length == 0) return null;
        var clustering = LineClusters.Choose(reached);
        Duration[] borders = [Duration.Zero, .. clustering.Borders.Select(FromLog)];
        var bands = clustering.Clusters.Select((c, i) => new LearnedBand(
            borders[i], i + 1 < borders.Length ? borders[i + 1] : null, FromLog(c.Center), c.Weight / reached.Length)).ToValueList();
        return new LearnedBands(bands, KaplanMeier.Estimate(SurvivalData.Create(times.ToArray(), statuses.ToArray())));
    }

    /// <summary>The position of the band of a TTV, from 0.</summary>
    /// <param name="timeToValue">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public int IndexOf(Duration timeToValue)
    {
        if (timeToValue < Duration.Zero) throw new ArgumentOutOfRangeException(nameof(timeToValue), timeToValue, "A time of zero or more is needed.");
        var index = 0;
        for (var i = 1; i < Bands.Count; i++)
        {
            if (timeToValue >= Bands[i].From) index = i;
        }

        return index;
    }

    /// <summary>The probability of each band for an account that has waited for a time, and last of not getting there within the time observed; they sum to 1.</summary>
    /// <param name="elapsed">Zero or more.</param>
    /// <returns>The probabilities, or null where nobody is known to wait that long.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public ValueList<double>? Place(Duration elapsed)
    {
        if (elapsed < Duration.Zero) throw new ArgumentOutOfRangeException(nameof(elapsed), elapsed, "A time of zero or more is needed.");
        var from = (long)elapsed.TotalSeconds;
        var waiting = from == 0 ? 1 : _curve.SurvivalAt(from);
        if (waiting <= 0) return null;
        var probabilities = new List<double>();
        var before = waiting;
        foreach (var band in Bands)
        {
            // The band ends just before the next one begins.
            var after = Math.Min(before, band.To is { } to ? SurvivalBefore(to) : _curve.Points[^1].Probability);
            probabilities.Add((before - after) / waiting);
            before = after;
        }

        probabilities.Add(before / waiting);
        return [.. probabilities];
    }

    private double SurvivalBefore(Duration time) => _curve.SurvivalAt(Math.Max(0, (long)Math.Ceiling(time.TotalSeconds) - 1));

    private static Duration FromLog(double log) => Duration.FromSeconds(Math.Pow(10, log) - 1);
}
