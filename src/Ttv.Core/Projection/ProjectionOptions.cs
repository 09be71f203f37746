namespace Ttv.Projection;

/// <summary>How much history a projection needs, and when it raises the trigger.</summary>
public sealed class ProjectionOptions
{
    /// <summary>The least accounts still waiting that a basis needs; 20 by default, 1 or more.</summary>
    public int LeastWaiting { get; set; } = 20;

    /// <summary>The trigger is raised once the probability has fallen below this share of its value at sign-up; 0.5 by default, 0 to 1.</summary>
    public double TriggerBelow { get; set; } = 0.5;

    internal void Validate()
    {
        var faults = new List<string>();
        if (LeastWaiting < 1) faults.Add($"LeastWaiting is {LeastWaiting}: 1 or more is allowed.");
        if (!(TriggerBelow is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"TriggerBelow is {TriggerBelow}: a number from 0 to 1 is allowed."));
        TtvValidationException.ThrowIfAny(nameof(ProjectionOptions), faults);
    }
}
