namespace Ttv.Bands;

/// <summary>What a <see cref="SuccessMetric"/> counts. Wire names: <c>steps, half_of_milestones</c>.</summary>
public enum SuccessUnit
{
    /// <summary>Completed steps of the path: core actions, milestones, set-up steps.</summary>
    Steps,

    /// <summary>Half of the path's support milestones, rounded up; at least one step.</summary>
    HalfOfMilestones,
}
