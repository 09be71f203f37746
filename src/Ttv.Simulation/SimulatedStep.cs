using NodaTime;

namespace Ttv.Simulation;

/// <summary>The truth about one step of one account, were it never nudged.</summary>
/// <param name="Milestone">The milestone's key.</param>
/// <param name="CompletedAt">When the account would complete it, or null: never.</param>
public readonly record struct SimulatedStep(string Milestone, Instant? CompletedAt);
