namespace Ttv.Ingestion.Blocks;

/// <summary>Which ways of reading a line are open. All give the same; tests and benchmarks tell them apart.</summary>
internal enum LineWays
{
    /// <summary>Known shapes, the strict walk, objects.</summary>
    All,

    /// <summary>The strict walk and objects.</summary>
    Strict,

    /// <summary>Objects alone.</summary>
    Objects,
}
