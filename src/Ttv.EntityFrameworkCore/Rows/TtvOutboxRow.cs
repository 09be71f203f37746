namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>A decision on its way out.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvOutboxRow
{
    /// <summary>The decision's key; the row's too.</summary>
    public required string Key { get; set; }

    /// <summary>The decision as JSON.</summary>
    public required string Payload { get; set; }

    /// <summary>The W3C trace that it belongs to, or null.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Since when it waits, by the database's clock, in microseconds since 1970 (UTC).</summary>
    public long CreatedUs { get; set; }

    /// <summary>From when it may be claimed, by the database's clock, in microseconds since 1970 (UTC).</summary>
    public long NotBeforeUs { get; set; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Who holds it, or null.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when, by the database's clock, in microseconds since 1970 (UTC), or null.</summary>
    public long? LeaseUntilUs { get; set; }
}
