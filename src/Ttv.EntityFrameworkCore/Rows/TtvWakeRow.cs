namespace Ttv.EntityFrameworkCore.Rows;

/// <summary>A sign that an account was told something; the next claim takes it and makes the account due.</summary>
/// <remarks>For reading through your own context; Ttv writes it. Not thread-safe.</remarks>
public sealed class TtvWakeRow
{
    /// <summary>The order of arrival; the key.</summary>
    public long Sequence { get; set; }

    /// <summary>The account.</summary>
    public required string AccountId { get; set; }
}
