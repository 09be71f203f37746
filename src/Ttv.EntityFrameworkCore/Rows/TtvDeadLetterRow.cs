namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>A message that could not be delivered after all attempts.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvDeadLetterRow
{
    /// <summary>The decision's key; the row's too.</summary>
    public required string Key { get; set; }

    /// <summary>The decision as JSON.</summary>
    public required string Payload { get; set; }

    /// <summary>The W3C trace that it belongs to, or null.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Why the latest attempt failed.</summary>
    public required string Reason { get; set; }

    /// <summary>How many there were.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was given up, by the database's clock, in microseconds since 1970 (UTC).</summary>
    public long SetAsideUs { get; set; }
}
