namespace Ttv.Statistics.Regression;

/// <summary>How a linear predictor becomes a probability.</summary>
public enum BinaryLink
{
    /// <summary>p = 1 / (1 + exp(-η)).</summary>
    Logit,

    /// <summary>p = 1 - exp(-exp(η)): the grouped proportional hazards model.</summary>
    ComplementaryLogLog,
}
