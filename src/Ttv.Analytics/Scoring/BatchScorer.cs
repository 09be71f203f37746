using Ttv.Analytics.Scoring.Kernels;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>
/// Scores many accounts at once, each as <see cref="RiskScorer"/> scores its signals: score, contributions, dominant signal and
/// coverage are the same to the bit, whatever the machine, the width of its registers and the degree of parallelism.
/// </summary>
/// <remarks>
/// The score is ⌊Σ w s / (100,000 W) + ½⌋ hundredths of a point: w in basis points, s in billionths, W the known weight under
/// <see cref="MissingSignals.Reweight"/> and else 10,000, where unknown signals are 0.5, 1 or 0. All arithmetic is exact. The
/// accounts are taken to be neither at first value nor cancelled. Immutable and thread-safe; it allocates nothing an account.
/// </remarks>
public sealed partial class BatchScorer
{
    /// <summary>No signal is known, so that there is no score: 65,535.</summary>
    public const ushort NoScore = ushort.MaxValue;

    /// <summary>No signal dominates: 255.</summary>
    public const byte NoDominant = byte.MaxValue;

    private readonly RiskScorer _scorer;
    private readonly ScoreModel _model;
    private readonly PathOfScore _paths;

    /// <summary>Creates a scorer that agrees with another.</summary>
    /// <param name="scorer">The scorer of single accounts.</param>
    /// <exception cref="ArgumentException">Its policy weighs more than 255 signals.</exception>
    public BatchScorer(RiskScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        _scorer = scorer;
        _model = new ScoreModel(scorer.Policy);
        _paths = new PathOfScore(scorer.Policy);
        if (SignalKeys.Count > NoDominant) throw new ArgumentException($"the policy weighs {SignalKeys.Count} signals: up to {NoDominant} are allowed.", nameof(scorer));
    }

    /// <summary>Creates a scorer of a policy.</summary>
    /// <param name="policy">Weights and thresholds.</param>
    /// <exception cref="TtvValidationException">The policy breaks a rule; every fault is listed.</exception>
    public BatchScorer(RiskPolicy policy)
        : this(new RiskScorer(policy ?? throw new ArgumentNullException(nameof(policy))))
    {
    }

    /// <summary>The weights and thresholds.</summary>
    public RiskPolicy Policy => _scorer.Policy;

    /// <summary>The signals' keys in declaration order: the four, then the custom ones. Dominants and contributions count by it.</summary>
    public ValueList<string> SignalKeys => _model.Keys;

    /// <summary>The stable code of what to do about accounts that a signal dominates, or null: nothing.</summary>
    /// <param name="dominant">The signal's position, or <see cref="NoDominant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    public string? InterventionOf(byte dominant)
    {
        if (dominant == NoDominant) return null;
        if (dominant >= SignalKeys.Count) throw new ArgumentOutOfRangeException(nameof(dominant), dominant, $"0 to {SignalKeys.Count - 1}, or {NoDominant} for none, are allowed.");
        return _scorer.InterventionOf(dominant);
    }

    /// <summary>Creates columns for the signals of this policy, unknown everywhere.</summary>
    /// <param name="count">The number of accounts, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public SignalColumns CreateSignals(int count) => new(count, Policy);

    /// <summary>Creates columns for scores of this policy.</summary>
    /// <param name="count">The number of accounts, 0 or more.</param>
    /// <param name="parts">What is wanted beside the scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ScoreColumns CreateScores(int count, ScoreParts parts = ScoreParts.None) => new(count, parts, Policy);
}
