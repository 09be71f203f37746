namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>One line of a cohort's accountability trail.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvCohortFactRow
{
    /// <summary>The order of arrival; the key.</summary>
    public long Sequence { get; set; }

    /// <summary>The cohort's key.</summary>
    public required string Cohort { get; set; }

    /// <summary>owner_assigned, proof_attached or approver_named.</summary>
    public required string Kind { get; set; }

    /// <summary>The owner's or approver's name, or the proof's URI.</summary>
    public required string Value { get; set; }

    /// <summary>Who said so.</summary>
    public required string SetBy { get; set; }

    /// <summary>When it was said, in microseconds since 1970 (UTC).</summary>
    public long OccurredUs { get; set; }

    /// <summary>When it became known, in microseconds since 1970 (UTC).</summary>
    public long RecordedUs { get; set; }
}
