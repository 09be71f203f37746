namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>One event of the log. Rows are only ever added; the same event may stand twice.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvEventRow
{
    /// <summary>The order of arrival; the key.</summary>
    public long Sequence { get; set; }

    /// <summary>The account.</summary>
    public required string AccountId { get; set; }

    /// <summary>The event's identity within its account.</summary>
    public required string EventId { get; set; }

    /// <summary>The event's name.</summary>
    public required string Name { get; set; }

    /// <summary>When it happened, in microseconds since 1970 (UTC).</summary>
    public long OccurredUs { get; set; }

    /// <summary>When it became known, in microseconds since 1970 (UTC).</summary>
    public long RecordedUs { get; set; }

    /// <summary>Whether the time of recording was not given and is taken to equal the time of the event.</summary>
    public bool RecordedAssumed { get; set; }

    /// <summary>Its properties as a flat JSON object.</summary>
    public required string Properties { get; set; }
}
