namespace Ttv.Statistics.Evaluation;

/// <summary>How well scores order rows by time: the share of comparable pairs in which the higher score has the earlier event.</summary>
/// <param name="Value">The concordance, 0 to 1: (concordant + half of the tied scores) / comparable pairs; 0.5 is chance.</param>
/// <param name="StandardError">Its infinitesimal-jackknife error; null for a weighted concordance.</param>
/// <param name="Concordant">Pairs in which the higher score has the earlier event.</param>
/// <param name="Discordant">Pairs in which it has the later one.</param>
/// <param name="TiedScores">Comparable pairs with equal scores.</param>
/// <param name="TiedTimes">Pairs of events at one tick with different scores: not comparable.</param>
/// <param name="TiedBoth">Pairs of events at one tick with equal scores: not comparable.</param>
public readonly record struct ConcordanceEstimate(double Value, double? StandardError, long Concordant, long Discordant, long TiedScores, long TiedTimes, long TiedBoth);
