using NodaTime;

namespace Ttv.Bands;

/// <summary>The four bands of time to value.</summary>
/// <remarks>Thread-safe.</remarks>
public static class TtvBands
{
    private static readonly Duration ImmediateUpTo = Duration.FromMinutes(5);
    private static readonly Duration ShortBelow = Duration.FromHours(24);

    /// <summary>The bands from the fastest to the slowest.</summary>
    public static ValueList<BandDefinition> All { get; } =
    [
        new(TtvBand.Lightning, Duration.Zero, Duration.FromHours(1), OnboardingFlow.Minimal,
            ["no friction", "tutorials skipped", "free exploration", "tips on advanced use and upsell"],
            new SuccessMetric("1 core action within 30 min", Duration.FromMinutes(30), SuccessUnit.Steps, 1)),
        new(TtvBand.Standard, Duration.FromHours(1), Duration.FromDays(1), OnboardingFlow.Guided,
            ["checklist", "tooltips", "product tour"],
            new SuccessMetric("first milestone within 4 h", Duration.FromHours(4), SuccessUnit.Steps, 1)),
        new(TtvBand.SlowRamp, Duration.FromDays(1), Duration.FromDays(7), OnboardingFlow.Assisted,
            ["automated templates and integrations", "progress indicator", "guided set-up call"],
            new SuccessMetric("half of the milestones within 3 days", Duration.FromDays(3), SuccessUnit.HalfOfMilestones, 0)),
        new(TtvBand.HighTouch, Duration.FromDays(7), null, OnboardingFlow.Concierge,
            ["onboarding specialist", "scheduled calls", "automated templates", "progress indicator"],
            new SuccessMetric("3 set-up steps within 5 days", Duration.FromDays(5), SuccessUnit.Steps, 3)),
    ];

    /// <summary>The definition of a band.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The band is not a declared one.</exception>
    public static BandDefinition Define(TtvBand band) =>
        Enum.IsDefined(band) ? All[(int)band] : throw new ArgumentOutOfRangeException(nameof(band), band, $"{WireName.Allowed<TtvBand>()} are allowed.");

    /// <summary>The band of a time to value.</summary>
    /// <param name="timeToValue">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static TtvBand Of(Duration timeToValue)
    {
        RequireTime(timeToValue);
        var band = TtvBand.Lightning;
        foreach (var definition in All)
        {
            if (timeToValue >= definition.From) band = definition.Band;
        }

        return band;
    }

    /// <summary>The kind of value that a time to value, or a segment's deadline, makes.</summary>
    /// <param name="time">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static ValueKind KindOf(Duration time)
    {
        RequireTime(time);
        return time <= ImmediateUpTo ? ValueKind.Immediate : time < ShortBelow ? ValueKind.Short : ValueKind.Long;
    }

    private static void RequireTime(Duration time)
    {
        if (time < Duration.Zero) throw new ArgumentOutOfRangeException(nameof(time), time, "A time of zero or more is needed.");
    }
}
