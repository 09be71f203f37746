using NodaTime;
using Ttv.Analytics.Reviews;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// Accounts with a fixed seed: they sign up evenly over 100 weeks in 4 segments, which makes 400 cohorts; three quarters ever
/// get to first value, in an exponential time of 4 days on average in the first segment and 13 in the last.
/// </summary>
internal sealed class ReviewPopulation
{
    public const int Weeks = 100;
    public const int Segments = 4;
    public const int Cohorts = Weeks * Segments;
    public const long Week = 7 * 86_400;
    public const long Never = -1;

    private const long Second = 1_000_000;

    /// <summary>A Monday.</summary>
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);

    /// <param name="count">The accounts.</param>
    /// <param name="unit">The microseconds of the finest time there is: 1,000,000 for whole seconds.</param>
    public ReviewPopulation(int count, long unit)
    {
        (SignedUp, Value, Segment, Flags) = (new long[count], new long[count], new short[count], new OutcomeFlags[count]);
        var state = 20_260_302UL;
        for (var i = 0; i < count; i++)
        {
            SignedUp[i] = Whole(Uniform(ref state) * Weeks * Week * Second, unit);
            Segment[i] = (short)(Uniform(ref state) * Segments);
            var time = -Math.Log(1 - Uniform(ref state)) * (4 + (3 * Segment[i])) * 86_400 * Second;
            Value[i] = Uniform(ref state) < 0.75 ? SignedUp[i] + Whole(time, unit) : Never;
            var answers = OutcomeFlags.ActivityKnown | OutcomeFlags.AssistKnown | OutcomeFlags.AssistBeforeValueKnown | OutcomeFlags.AccountabilityKnown;
            if (Uniform(ref state) < 0.8) answers |= OutcomeFlags.ActiveInWeek2;
            if (Uniform(ref state) < 0.3) answers |= OutcomeFlags.Assisted | OutcomeFlags.AssistedBeforeValue;
            if (Uniform(ref state) < 0.97) answers |= OutcomeFlags.Accountable;
            Flags[i] = answers;
        }
    }

    public static Instant ObservedUntil => Start + Duration.FromMilliseconds(End / 1_000);

    /// <summary>The end of observation in microseconds from the first week on, two weeks after the last sign-ups.</summary>
    public static long End => (Weeks + 2) * Week * Second;

    /// <summary>Microseconds from the first week on.</summary>
    public long[] SignedUp { get; }

    /// <summary>Microseconds from the first week on, or <see cref="Never"/>.</summary>
    public long[] Value { get; }

    public short[] Segment { get; }

    public OutcomeFlags[] Flags { get; }

    public int Count => SignedUp.Length;

    public OutcomeColumns ToColumns()
    {
        var start = Start.ToUnixTimeTicks() / 10;
        return OutcomeColumns.Create(
            Array.ConvertAll(SignedUp, at => start + at),
            Array.ConvertAll(Value, at => at == Never ? OutcomeColumns.Never : start + at),
            [],
            Flags,
            Segment,
            [.. Enumerable.Range(0, Segments).Select(s => SegmentKey.Create($"s{s}"))]);
    }

    /// <summary>Whether an account has first value within the observation.</summary>
    public bool HasReached(int i) => Value[i] != Never && Value[i] <= End;

    public int CohortOf(int i) => ((int)(SignedUp[i] / (Week * Second)) * Segments) + Segment[i];

    private static long Whole(double microseconds, long unit) => (long)(microseconds / unit) * unit;

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014) as a number from 0 to below 1.</summary>
    private static double Uniform(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
