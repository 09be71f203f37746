namespace Ttv.Analytics.Rules;

/// <summary>Every comparison as a range of whole numbers, or all but one: low ≤ x ≤ high, or not that.</summary>
/// <param name="Low">The least value of the range.</param>
/// <param name="High">The greatest one; below <paramref name="Low"/>: the range is empty.</param>
/// <param name="IsOutside">Whether the values outside the range are meant.</param>
internal readonly record struct ValueRange(long Low, long High, bool IsOutside)
{
    public static ValueRange Of(RuleCondition condition)
    {
        var t = condition.Threshold;
        return condition.Operator switch
        {
            RuleOperator.Less => t == long.MinValue ? Nothing : new ValueRange(long.MinValue, t - 1, false),
            RuleOperator.LessOrEqual => new ValueRange(long.MinValue, t, false),
            RuleOperator.Equal => new ValueRange(t, t, false),
            RuleOperator.NotEqual => new ValueRange(t, t, true),
            RuleOperator.GreaterOrEqual => new ValueRange(t, long.MaxValue, false),
            _ => t == long.MaxValue ? Nothing : new ValueRange(t + 1, long.MaxValue, false),
        };
    }

    /// <summary>The values outside of everything.</summary>
    private static ValueRange Nothing => new(long.MinValue, long.MaxValue, IsOutside: true);

    /// <summary>The same condition on values that a type can hold: a range that is not empty.</summary>
    public ValueRange Within(long least, long greatest)
    {
        var (low, high) = (Math.Max(Low, least), Math.Min(High, greatest));
        return low <= high ? new ValueRange(low, high, IsOutside) : new ValueRange(least, greatest, !IsOutside);
    }
}
