using System.Buffers;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>Owns the scores of many accounts and the parts asked for, laid out as columns. What they hold before a run is not defined.</summary>
/// <remarks>
/// Takes 2 bytes an account, and what <see cref="ScoreParts"/> adds: 2 for coverages and for each signal's contributions, 1 for
/// dominants and for paths. The memory is pooled, in powers of two: dispose of the columns once nothing reads their spans any
/// more. Not thread-safe.
/// </remarks>
public sealed class ScoreColumns : IDisposable
{
    private readonly ScoreParts _parts;
    private readonly int _stride;
    private readonly int _contributionsAt;
    private readonly int _pathsAt;
    private ushort[]? _numbers;
    private byte[]? _codes;

    /// <summary>Creates columns for the scores of a policy.</summary>
    /// <param name="count">The number of accounts, 0 or more.</param>
    /// <param name="parts">What is wanted beside the scores.</param>
    /// <param name="policy">The policy whose signals get a column of contributions each; null takes <see cref="RiskPolicy.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ScoreColumns(int count, ScoreParts parts = ScoreParts.None, RiskPolicy? policy = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        _parts = parts;
        SignalCount = (policy ?? RiskPolicy.Default).Weights.Count;
        _stride = Staggered.Stride(count, sizeof(ushort));
        var byteStride = Staggered.Stride(count, sizeof(byte));
        _contributionsAt = _stride + (Has(ScoreParts.Coverages) ? _stride : 0);
        _pathsAt = Has(ScoreParts.Dominants) ? byteStride : 0;
        _numbers = ArrayPool<ushort>.Shared.Rent(checked(_contributionsAt + (Has(ScoreParts.Contributions) ? SignalCount * _stride : 0)));
        _codes = ArrayPool<byte>.Shared.Rent(checked(_pathsAt + (Has(ScoreParts.Paths) ? byteStride : 0)));
    }

    /// <summary>The number of accounts.</summary>
    public int Count { get; }

    /// <summary>The number of signals, 4 or more.</summary>
    public int SignalCount { get; }

    /// <summary>Hundredths of a point, 0 to 10,000; <see cref="BatchScorer.NoScore"/> where no signal is known.</summary>
    public ReadOnlySpan<ushort> Scores => AsSpans().Scores;

    /// <summary>The position of the dominant signal in declaration order; <see cref="BatchScorer.NoDominant"/>: none. Empty unless asked for.</summary>
    public ReadOnlySpan<byte> Dominants => AsSpans().Dominants;

    /// <summary>Numbers of <see cref="InterventionPath"/>. Empty unless asked for.</summary>
    public ReadOnlySpan<byte> Paths => AsSpans().Paths;

    /// <summary>The weight that was known, in basis points. Empty unless asked for.</summary>
    public ReadOnlySpan<ushort> Coverages => AsSpans().Coverages;

    /// <summary>What a signal adds to each score, in hundredths of a point. Empty unless asked for.</summary>
    /// <param name="signal">The signal's position in declaration order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    public ReadOnlySpan<ushort> ContributionsOf(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(signal, SignalCount);
        return Has(ScoreParts.Contributions) ? AsSpans().ContributionsOf(signal) : default;
    }

    /// <summary>The columns as spans, valid until the owner is disposed of.</summary>
    public ScoreSpans AsSpans()
    {
        ObjectDisposedException.ThrowIf(_numbers is null || _codes is null, this);
        return new ScoreSpans
        {
            Scores = _numbers.AsSpan(0, Count),
            Coverages = Has(ScoreParts.Coverages) ? _numbers.AsSpan(_stride, Count) : default,
            Contributions = Has(ScoreParts.Contributions) ? _numbers.AsSpan(_contributionsAt, SignalCount * _stride) : default,
            ContributionStride = _stride,
            Dominants = Has(ScoreParts.Dominants) ? _codes.AsSpan(0, Count) : default,
            Paths = Has(ScoreParts.Paths) ? _codes.AsSpan(_pathsAt, Count) : default,
        };
    }

    /// <summary>Gives the memory back to the pool; spans taken before must not be used any more.</summary>
    public void Dispose()
    {
        if (_numbers is { } numbers) ArrayPool<ushort>.Shared.Return(numbers);
        if (_codes is { } codes) ArrayPool<byte>.Shared.Return(codes);
        (_numbers, _codes) = (null, null);
    }

    private bool Has(ScoreParts part) => (_parts & part) != 0;
}
