using NodaTime;

namespace Ttv.Bands;

/// <summary>One band that the data themselves make.</summary>
/// <param name="From">The least TTV, included.</param>
/// <param name="To">The end of the range, excluded; null: none.</param>
/// <param name="Center">The TTV at the band's middle on the log scale.</param>
/// <param name="Share">Its share of the accounts at first value, 0 to 1.</param>
public sealed record LearnedBand(Duration From, Duration? To, Duration Center, double Share);
