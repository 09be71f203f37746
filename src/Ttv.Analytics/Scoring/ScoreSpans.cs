using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>Where scores go: columns that somebody else owns, element i of each for account i. An empty column is not wanted.</summary>
public readonly ref struct ScoreSpans
{
    /// <summary>Hundredths of a point, 0 to 10,000; <see cref="BatchScorer.NoScore"/> where no signal is known. The one column that is always needed.</summary>
    public Span<ushort> Scores { get; init; }

    /// <summary>The position in declaration order of the known signal that adds most, strategic fit left out; <see cref="BatchScorer.NoDominant"/> where none adds anything.</summary>
    public Span<byte> Dominants { get; init; }

    /// <summary>Numbers of <see cref="InterventionPath"/>, by the band (the recorded band's hysteresis included), high value and coverage.</summary>
    public Span<byte> Paths { get; init; }

    /// <summary>The weight that was known, in basis points, 0 to 10,000.</summary>
    public Span<ushort> Coverages { get; init; }

    /// <summary>What each signal adds in hundredths of a point, a column a signal one after the other in declaration order; an account's sum exactly to its score.</summary>
    public Span<ushort> Contributions { get; init; }

    /// <summary>The elements from the start of one signal's contributions to the start of the next, at least the number of accounts.</summary>
    public int ContributionStride { get; init; }

    /// <summary>The same columns for some of the accounts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the columns.</exception>
    public ScoreSpans Slice(int start, int count) => new()
    {
        Scores = Scores.Slice(start, count),
        Dominants = Dominants.IsEmpty ? default : Dominants.Slice(start, count),
        Paths = Paths.IsEmpty ? default : Paths.Slice(start, count),
        Coverages = Coverages.IsEmpty ? default : Coverages.Slice(start, count),
        Contributions = Contributions.IsEmpty ? default : Contributions[start..],
        ContributionStride = ContributionStride,
    };

    internal Span<ushort> ContributionsOf(int signal) => Contributions.Slice(signal * ContributionStride, Scores.Length);

    /// <summary>Refuses columns of another length than the accounts'.</summary>
    internal void RequireShape(int count, int signals)
    {
        Require(nameof(Scores), Scores.Length, count);
        if (!Dominants.IsEmpty) Require(nameof(Dominants), Dominants.Length, count);
        if (!Paths.IsEmpty) Require(nameof(Paths), Paths.Length, count);
        if (!Coverages.IsEmpty) Require(nameof(Coverages), Coverages.Length, count);
        if (Contributions.IsEmpty || count == 0) return;
        if (ContributionStride < count) throw new ArgumentException($"ContributionStride is {ContributionStride}: at least the number of accounts, {count}, is allowed.", nameof(count));
        var needed = ((long)(signals - 1) * ContributionStride) + count;
        if (Contributions.Length < needed) throw new ArgumentException($"Contributions holds {Contributions.Length} elements: {signals} signals need at least {needed}.", nameof(count));
    }

    private static void Require(string column, int length, int count)
    {
        if (length != count) throw new ArgumentException($"column '{column}' has {length} elements: one for each of the {count} accounts is needed.", nameof(count));
    }
}
