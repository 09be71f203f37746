namespace Ttv.Risk;

/// <summary>What stands in for an unknown signal. Wire names: <c>reweight, neutral, assume_worst, assume_best</c>.</summary>
public enum MissingSignals
{
    /// <summary>Nothing: the known signals share the whole weight. The default.</summary>
    Reweight,

    /// <summary>0.5.</summary>
    Neutral,

    /// <summary>1.</summary>
    AssumeWorst,

    /// <summary>0.</summary>
    AssumeBest,
}
