namespace Ttv.Statistics.Proportions;

/// <summary>A share of trials, with its interval.</summary>
/// <param name="Successes">The successes, 0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">The trials, 1 or more.</param>
/// <param name="Value">Successes over trials, 0 to 1.</param>
/// <param name="Lower">The lower limit, 0 to <paramref name="Value"/>.</param>
/// <param name="Upper">The upper limit, <paramref name="Value"/> to 1.</param>
public readonly record struct Proportion(long Successes, long Trials, double Value, double Lower, double Upper);
