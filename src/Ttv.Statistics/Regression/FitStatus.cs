namespace Ttv.Statistics.Regression;

/// <summary>How a fit ended.</summary>
public enum FitStatus
{
    /// <summary>At the maximum of the likelihood.</summary>
    Converged,

    /// <summary>The covariates separate the outcomes, or a group has no event: the likelihood rises without end, and at least one
    /// coefficient has no finite value. Those given are where the fit was stopped.</summary>
    Separated,

    /// <summary>The iterations were used up before the maximum was reached.</summary>
    NotConverged,
}
