namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>The mark that a message took effect.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvInboxRow
{
    /// <summary>The decision's key; the row's too.</summary>
    public required string Key { get; set; }

    /// <summary>When, by the database's clock, in microseconds since 1970 (UTC).</summary>
    public long HandledUs { get; set; }
}
