namespace Ttv.Statistics.Regression;

/// <summary>The distribution of the time in an accelerated failure time model.</summary>
public enum AcceleratedDistribution
{
    /// <summary>Weibull's: also a proportional hazards model.</summary>
    Weibull,

    /// <summary>The exponential: Weibull's with scale 1.</summary>
    Exponential,

    /// <summary>The log-normal.</summary>
    LogNormal,

    /// <summary>The log-logistic: also a proportional odds model.</summary>
    LogLogistic,
}
