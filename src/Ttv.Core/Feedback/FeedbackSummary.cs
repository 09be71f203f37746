using Ttv.Bands;

namespace Ttv.Feedback;

/// <summary>What the accounts of one band said, against what they did.</summary>
/// <param name="Band">The observed band; null: accounts not at first value.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Answers">The answers given.</param>
/// <param name="Blockers">The obstacles, ranked by how many reported them, then by how many showed them.</param>
public sealed record FeedbackSummary(TtvBand? Band, long Accounts, long Answers, ValueList<FeedbackBlocker> Blockers);
