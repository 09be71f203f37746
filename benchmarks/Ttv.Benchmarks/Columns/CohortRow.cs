namespace Ttv.Benchmarks.Columns;

/// <summary>What every engine finds of one cohort, so that they can be compared; times in ticks of the population's unit.</summary>
internal sealed record CohortRow(
    int Cohort, long Accounts, long Achieved, long AgedWeek, long WithinWeek, long AgedTwoWeeks, long Active, long AssistedBefore, long Accountable,
    double LowerQuartile, double Median, double UpperQuartile)
{
    /// <summary>The Kaplan-Meier median, or null: not reached or not asked.</summary>
    public double? SurvivalMedian { get; init; }

    /// <summary>1 - S at 7 days, or null: not asked.</summary>
    public double? RateByWeek { get; init; }

    /// <summary>Whether both say the same, up to the rounding of another order of operations.</summary>
    public bool Agrees(CohortRow other) =>
        (Cohort, Accounts, Achieved, AgedWeek, WithinWeek, AgedTwoWeeks, Active, AssistedBefore, Accountable)
            == (other.Cohort, other.Accounts, other.Achieved, other.AgedWeek, other.WithinWeek, other.AgedTwoWeeks, other.Active, other.AssistedBefore, other.Accountable)
        && Close(LowerQuartile, other.LowerQuartile) && Close(Median, other.Median) && Close(UpperQuartile, other.UpperQuartile)
        && Close(SurvivalMedian, other.SurvivalMedian) && Close(RateByWeek, other.RateByWeek);

    private static bool Close(double? a, double? b) => a is null || b is null ? a is null && b is null : Math.Abs(a.Value - b.Value) <= 1e-9 * Math.Max(1, Math.Abs(a.Value));
}
