using NodaTime;

namespace Ttv.Bands;

/// <summary>One band: its range of TTV, its flow and what the flow consists of, and its success metric.</summary>
/// <param name="Band">The band.</param>
/// <param name="From">The least TTV, included.</param>
/// <param name="To">The end of the range, excluded; null: none.</param>
/// <param name="Flow">How its accounts are taken to first value.</param>
/// <param name="Elements">What the flow consists of, in words.</param>
/// <param name="SuccessMetric">What its accounts should have done early on.</param>
public sealed record BandDefinition(TtvBand Band, Duration From, Duration? To, OnboardingFlow Flow, ValueList<string> Elements, SuccessMetric SuccessMetric);
