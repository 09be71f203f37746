using Ttv.Analytics.Scoring.Kernels;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>Every kernel's vectors against the scalar formula beside them, at lengths that leave every kind of rest.</summary>
public class KernelTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 512];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void WeightedSum_VectorsAndScalars_GiveTheSameBits(int count)
    {
        var signal = ScoringCases.Fixed(count, 1, seed: 1)[0];
        var (sums, coverages, scalarSums, scalarCoverages) = (new double[count], new int[count], new double[count], new int[count]);
        WeightedSum.Add(signal, 3_333, 500_000_000, sums, coverages);
        WeightedSum.AddScalars(signal, 3_333, 500_000_000, scalarSums, scalarCoverages);
        Assert.Equal(scalarSums, sums);
        Assert.Equal(scalarCoverages, coverages);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void WeightedScore_VectorsAndScalars_GiveTheSameBits(int count)
    {
        var random = new Random(2);
        foreach (var least in new[] { 1, 10_000 })
        {
            var coverages = Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? 0 : random.Next(10_001)).ToArray();
            // Sums on, right below and right above the border between two scores.
            var sums = coverages.Select(c => (double)Math.Max(0, (random.Next(10_001) * Math.Max(c, least) * 100_000L) - (Math.Max(c, least) * 50_000L) + random.Next(-1, 2))).ToArray();
            var (divisors, reciprocals, scores, left) = (new int[count], new double[count], new ushort[count], new int[count]);
            var (scalarDivisors, scalarReciprocals, scalarScores, scalarLeft) = (new int[count], new double[count], new ushort[count], new int[count]);
            WeightedScore.Divide(sums, coverages, least, divisors, reciprocals, scores, left);
            WeightedScore.DivideScalars(sums, coverages, least, scalarDivisors, scalarReciprocals, scalarScores, scalarLeft);
            Assert.Equal(scalarDivisors, divisors);
            Assert.Equal(scalarReciprocals, reciprocals);
            Assert.Equal(scalarScores, scores);
            Assert.Equal(scalarLeft, left);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Dominant_VectorsAndScalars_GiveTheSame(int count)
    {
        var signals = ScoringCases.Fixed(count, 2, seed: 3);
        var (best, dominants, scalarBest, scalarDominants) = (new double[count], new int[count], new double[count], new int[count]);
        for (var i = 0; i < signals.Length; i++)
        {
            Dominant.Challenge(signals[i], 2_500, i + 1, best, dominants);
            Dominant.ChallengeScalars(signals[i], 2_500, i + 1, scalarBest, scalarDominants);
        }

        Assert.Equal(scalarBest, best);
        Assert.Equal(scalarDominants, dominants);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void FloorPart_VectorsAndScalars_GiveTheSameBits(int count)
    {
        var random = new Random(4);
        for (var round = 0; round < 20; round++)
        {
            // Every weight and whole weight, and products on, right below and right above a whole number of hundredths.
            var whole = random.Next(1, 10_001);
            var weight = random.Next(1, whole + 1);
            var divisors = Enumerable.Repeat(whole * WeightedScore.PerBasisPoint, count).ToArray();
            var signal = ScoringCases.Fixed(count, 1, seed: round)[0];
            for (var i = 0; i < count; i += 2) signal[i] = (int)Math.Clamp((divisors[i] * (long)random.Next(10_001) / weight) + random.Next(-1, 2), -1, 1_000_000_000);
            var reciprocals = divisors.Select((d, i) => i % 7 == 3 ? 0 : 1.0 / d).ToArray();
            var (parts, remainders, left) = (new int[count], new int[count], new int[count]);
            var (scalarParts, scalarRemainders, scalarLeft) = (new int[count], new int[count], new int[count]);
            FloorPart.Take(signal, weight, 0, divisors, reciprocals, parts, remainders, left);
            FloorPart.TakeScalars(signal, weight, 0, divisors, reciprocals, scalarParts, scalarRemainders, scalarLeft);
            Assert.Equal(scalarParts, parts);
            Assert.Equal(scalarRemainders, remainders);
            Assert.Equal(scalarLeft, left);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void LargestRemainder_VectorsAndScalars_GiveTheSame(int count)
    {
        const int Signals = 5, Stride = 512;
        var random = new Random(5);
        // Few different remainders, so that ties are common.
        var remainders = Enumerable.Range(0, Signals * Stride).Select(_ => random.Next(4)).ToArray();
        var left = Enumerable.Range(0, count).Select(_ => random.Next(Signals + 1)).ToArray();
        var total = new int[count];
        for (var i = 0; i < Signals; i++)
        {
            var (given, scalar, parts) = (new ushort[count], new ushort[count], new int[count]);
            LargestRemainder.Give(i, parts, remainders, Stride, left, given);
            LargestRemainder.GiveScalars(i, parts, remainders, Stride, left, scalar, from: 0);
            Assert.Equal(scalar, given);
            for (var row = 0; row < count; row++) total[row] += given[row];
        }

        Assert.Equal(left, total);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void PathOfScore_VectorsAndScalars_GiveTheSame(int count)
    {
        var random = new Random(6);
        var scores = Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? BatchScorer.NoScore : (ushort)random.Next(10_001)).ToArray();
        var coverages = scores.Select(s => (ushort)(s == BatchScorer.NoScore ? 0 : random.Next(1, 10_001))).ToArray();
        var bands = scores.Select(_ => (byte)(random.Next(4) - 1)).ToArray();
        var highValues = scores.Select(_ => (byte)random.Next(2)).ToArray();
        var (paths, scalars) = (new byte[count], new byte[count]);
        var route = new PathOfScore(RiskPolicy.Default with { ElevatedFrom = RiskScore.FromHundredths(300), Hysteresis = RiskScore.FromHundredths(500) });
        foreach (var isKnown in new[] { true, false })
        {
            route.Route(scores, coverages, isKnown ? bands : default, isKnown ? highValues : default, paths);
            route.RouteScalars(scores, coverages, isKnown ? bands : default, isKnown ? highValues : default, scalars, from: 0);
            Assert.Equal(scalars, paths);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void FirstOutside_OneRowAboveTheWhole_IsFound(int count)
    {
        var signal = ScoringCases.Fixed(count, 1, seed: 7)[0];
        Assert.Equal(-1, UnitRange.FirstOutside(signal));
        for (var row = 0; row < count; row++)
        {
            var before = signal[row];
            signal[row] = 1_000_000_001;
            Assert.Equal(row, UnitRange.FirstOutside(signal));
            signal[row] = before;
        }
    }
}
