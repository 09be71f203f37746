namespace Ttv.Bands;

/// <summary>How soon value comes: of a segment by its deadline, of an account by its time to value. Wire names: <c>immediate, short, long</c>.</summary>
public enum ValueKind
{
    /// <summary>Within 5 minutes, included.</summary>
    Immediate,

    /// <summary>Above 5 minutes and below 24 hours.</summary>
    Short,

    /// <summary>24 hours and more.</summary>
    Long,
}
