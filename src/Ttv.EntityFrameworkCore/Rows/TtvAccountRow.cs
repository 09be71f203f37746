namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>What was last found out about an account, and who holds it.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvAccountRow
{
    /// <summary>The account; the key.</summary>
    public required string AccountId { get; set; }

    /// <summary>Its segment, or null while none is known.</summary>
    public string? Segment { get; set; }

    /// <summary>When it signed up, in microseconds since 1970 (UTC), or null.</summary>
    public long? SignedUpUs { get; set; }

    /// <summary>When its first value was observed, in microseconds since 1970 (UTC), or null.</summary>
    public long? FirstValueUs { get; set; }

    /// <summary>Its risk in hundredths of a point, 0 to 10,000, or null.</summary>
    public int? RiskHundredths { get; set; }

    /// <summary>The score's band: low, elevated or high; or null.</summary>
    public string? RiskBand { get; set; }

    /// <summary>Whether it is escalated: none, awaiting_approver or approved.</summary>
    public required string Escalation { get; set; }

    /// <summary>The first-value record as JSON of thirteen fields; null where the account is not timed.</summary>
    public string? Record { get; set; }

    /// <summary>The instant of the latest evaluation, in microseconds since 1970 (UTC), or null.</summary>
    public long? EvaluatedUs { get; set; }

    /// <summary>When it is evaluated next, in microseconds since 1970 (UTC); null: only an event makes it due.</summary>
    public long? DueUs { get; set; }

    /// <summary>How often it was told something.</summary>
    public long Wakes { get; set; }

    /// <summary>The failed evaluations since the latest success.</summary>
    public int Failures { get; set; }

    /// <summary>Why the latest evaluation failed, or null.</summary>
    public string? Fault { get; set; }

    /// <summary>Who holds it, or null.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when, by the database's clock, in microseconds since 1970 (UTC), or null.</summary>
    public long? LeaseUntilUs { get; set; }

    /// <summary>Rises with every claim and commit; the concurrency token.</summary>
    public long Version { get; set; }
}
