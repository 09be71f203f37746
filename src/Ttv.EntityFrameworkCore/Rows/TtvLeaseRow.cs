namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>A job that one instance at a time runs.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvLeaseRow
{
    /// <summary>The job; the key.</summary>
    public required string Name { get; set; }

    /// <summary>Who runs it, or null.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when, by the database's clock, in microseconds since 1970 (UTC), or null.</summary>
    public long? LeaseUntilUs { get; set; }

    /// <summary>What it found last, or null.</summary>
    public string? Note { get; set; }
}
