using NodaTime;
using Ttv.Cohorts;

namespace Ttv;

/// <summary>The review's settings as configuration spells them; become a <see cref="ReviewPolicy"/>.</summary>
public sealed class ReviewOptions
{
    /// <summary>The first day from which weeks are counted; null (default): ISO weeks.</summary>
    public DateOnly? WeekOrigin { get; set; }

    /// <summary>What splits the weekly cohorts further: <c>segment</c>, <c>band</c> or a profile key; null (default): nothing.</summary>
    public string? By { get; set; }

    /// <summary>The mature accounts that a cell needs to be judged; 20 by default, 1 or more.</summary>
    public int MinimumMature { get; set; } = ReviewPolicy.Default.MinimumMature;

    /// <summary>The median TTV to be below; 5 days by default.</summary>
    public TimeSpan MedianTtvTarget { get; set; } = TimeSpan.FromDays(5);

    /// <summary>The median TTV above which it is a warning; 8 days by default.</summary>
    public TimeSpan MedianTtvWarning { get; set; } = TimeSpan.FromDays(8);

    /// <summary>The 7-day value rate to be above; 0.70 by default.</summary>
    public double ValueRate7dTarget { get; set; } = ReviewPolicy.Default.ValueRate7d.Target;

    /// <summary>The 7-day value rate below which it is a warning; 0.55 by default.</summary>
    public double ValueRate7dWarning { get; set; } = ReviewPolicy.Default.ValueRate7d.Warning;

    /// <summary>The week-2 retention to be above; 0.85 by default.</summary>
    public double Week2RetentionTarget { get; set; } = ReviewPolicy.Default.Week2Retention.Target;

    /// <summary>The week-2 retention below which it is a warning; 0.75 by default.</summary>
    public double Week2RetentionWarning { get; set; } = ReviewPolicy.Default.Week2Retention.Warning;

    /// <summary>The assist dependency to be below; 0.25 by default.</summary>
    public double AssistDependencyTarget { get; set; } = ReviewPolicy.Default.AssistDependency.Target;

    /// <summary>The assist dependency above which it is a warning; 0.40 by default.</summary>
    public double AssistDependencyWarning { get; set; } = ReviewPolicy.Default.AssistDependency.Warning;

    /// <summary>The share of accountable records below which it is a warning; 0.95 by default. The target is 1.</summary>
    public double AccountabilityWarning { get; set; } = ReviewPolicy.Default.Accountability.Warning;

    internal ReviewPolicy? ToPolicy(string at, List<string> faults)
    {
        var defaults = ReviewPolicy.Default;
        var policy = defaults with
        {
            WeekOrigin = WeekOrigin is { } origin ? LocalDate.FromDateOnly(origin) : null,
            By = By,
            MinimumMature = MinimumMature,
            MedianTtv = defaults.MedianTtv with { Target = MedianTtvTarget.TotalSeconds, Warning = MedianTtvWarning.TotalSeconds },
            ValueRate7d = defaults.ValueRate7d with { Target = ValueRate7dTarget, Warning = ValueRate7dWarning },
            Week2Retention = defaults.Week2Retention with { Target = Week2RetentionTarget, Warning = Week2RetentionWarning },
            AssistDependency = defaults.AssistDependency with { Target = AssistDependencyTarget, Warning = AssistDependencyWarning },
            Accountability = defaults.Accountability with { Warning = AccountabilityWarning },
        };
        return Faults.Collect(at, faults, () =>
        {
            policy.Validate();
            return policy;
        });
    }
}
