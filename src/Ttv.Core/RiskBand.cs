namespace Ttv;

/// <summary>How urgent an account's risk score is. Wire names: <c>low, elevated, high</c>.</summary>
public enum RiskBand
{
    /// <summary>Below 40 points by default.</summary>
    Low,

    /// <summary>From 40 to below 70 points by default.</summary>
    Elevated,

    /// <summary>70 points and more by default.</summary>
    High,
}
