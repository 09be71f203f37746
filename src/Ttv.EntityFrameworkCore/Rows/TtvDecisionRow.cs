namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>A decision that was to take effect, or was withheld from the holdout.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvDecisionRow
{
    /// <summary>The decision's key; the row's too, so that it is decided once.</summary>
    public required string Key { get; set; }

    /// <summary>The account.</summary>
    public required string AccountId { get; set; }

    /// <summary>The rule's key.</summary>
    public required string Rule { get; set; }

    /// <summary>send, escalate, or suppress for what was withheld.</summary>
    public required string Outcome { get; set; }

    /// <summary>When it was decided, in microseconds since 1970 (UTC).</summary>
    public long DecidedUs { get; set; }

    /// <summary>The decision as JSON.</summary>
    public required string Payload { get; set; }
}
