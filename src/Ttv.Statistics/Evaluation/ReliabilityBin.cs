using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Evaluation;

/// <summary>Rows of similar prediction: what was predicted, and what came.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Predicted">The mean predicted probability of the event by the horizon, 0 to 1.</param>
/// <param name="Observed">The Kaplan-Meier rate by the horizon, with its interval.</param>
public sealed record ReliabilityBin(int Rows, double Predicted, RateEstimate Observed);
