namespace Ttv.Journeys;

/// <summary>How an account's way ended for the statistics: the first of value and cancelling is final.</summary>
public enum JourneyOutcome
{
    /// <summary>Neither yet: the account is still waiting and counts as right-censored.</summary>
    Open,

    /// <summary>First value came first.</summary>
    FirstValue,

    /// <summary>The account cancelled first; value after a return is a win-back, counted apart.</summary>
    Churned,
}
