using NodaTime;

namespace Ttv.Risk;

/// <summary>The smallest set of next milestones that would bring an account below a score.</summary>
/// <param name="Below">The score to come below.</param>
/// <param name="Milestones">The keys of the milestones, in order; empty: nothing is needed.</param>
/// <param name="Score">The score it would then have.</param>
/// <param name="JudgedAt">The instant it is judged at: 24 hours on, with nothing else happening.</param>
public sealed record Counterfactual(RiskScore Below, ValueList<string> Milestones, RiskScore Score, Instant JudgedAt);
