namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>A frozen weekly review.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvReviewRow
{
    /// <summary>The week that it closes; the key.</summary>
    public required string Key { get; set; }

    /// <summary>The instant it is of, in microseconds since 1970 (UTC).</summary>
    public long AsOfUs { get; set; }

    /// <summary>The hash of the definitions it was read by.</summary>
    public required string Definitions { get; set; }

    /// <summary>The review as JSON of the schema ttv.review/1.</summary>
    public required string Json { get; set; }
}
