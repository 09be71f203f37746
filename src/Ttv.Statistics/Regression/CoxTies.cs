namespace Ttv.Statistics.Regression;

/// <summary>How events at one tick share the risk set.</summary>
public enum CoxTies
{
    /// <summary>Efron's approximation: close to the exact likelihood, and the default.</summary>
    Efron,

    /// <summary>Breslow's approximation: whole-number weights equal repeated rows.</summary>
    Breslow,
}
