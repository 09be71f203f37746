namespace Ttv.Statistics.Tests;

/// <summary>How much an event tick counts in a log-rank test.</summary>
public enum LogRankWeight
{
    /// <summary>1: the log-rank test, best where hazards are proportional.</summary>
    One,

    /// <summary>S(t-) of all groups together: Peto and Peto; early differences count more.</summary>
    Survival,

    /// <summary>The number at risk: Gehan and Breslow; early differences count most.</summary>
    AtRisk,

    /// <summary>The square root of the number at risk: Tarone and Ware.</summary>
    RootAtRisk,
}
