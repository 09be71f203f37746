namespace Ttv.Hosting.Evaluation;

/// <summary>What one pass of a worker did.</summary>
/// <param name="Claimed">Accounts claimed.</param>
/// <param name="Committed">Accounts evaluated and written.</param>
/// <param name="Fenced">Accounts left out: somebody else held them since.</param>
/// <param name="Failed">Accounts whose evaluation threw.</param>
/// <param name="Decided">Decisions written that are to take effect.</param>
public readonly record struct EvaluationRun(int Claimed, int Committed, int Fenced, int Failed, int Decided);
