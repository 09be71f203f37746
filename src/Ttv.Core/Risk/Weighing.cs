namespace Ttv.Risk;

/// <summary>What weighing an account's signals gave; its contributions are written beside it.</summary>
/// <param name="Coverage">The known weight in basis points; 0: nothing is known, and there is no score.</param>
/// <param name="Score">The score in hundredths of a point.</param>
/// <param name="KnownSum">Σ w s over the known signals, in basis points times billionths.</param>
/// <param name="Dominant">The position of the dominant signal, or -1.</param>
/// <param name="States">A bit for every high signal, and as many places further up one for every missing signal.</param>
internal readonly record struct Weighing(int Coverage, int Score, long KnownSum, int Dominant, int States);
