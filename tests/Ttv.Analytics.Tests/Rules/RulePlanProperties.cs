using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ttv.Analytics.Rules;

public class RulePlanProperties
{
    private static readonly string[] Names = ["byte", "ushort", "short", "int"];

    private static readonly Gen<long> AnyThreshold = Gen.Frequency(
        (6, Gen.Choose(-3, 3).Select(t => (long)t)),
        (2, Gen.Elements(byte.MaxValue, ushort.MaxValue, short.MinValue, short.MaxValue, int.MinValue, int.MaxValue, long.MinValue, long.MaxValue)),
        (2, Gen.Choose(int.MinValue, int.MaxValue).Select(t => (long)t)));

    private static readonly Gen<RuleCondition> AnyCondition =
        from name in Gen.Elements(Names)
        from comparison in Gen.Elements(Enum.GetValues<RuleOperator>())
        from threshold in AnyThreshold
        select new RuleCondition(name, comparison, threshold);

    private static readonly Gen<RulePlan> AnyPlan =
        from rules in Gen.Choose(0, 3).SelectMany(n => AnyCondition.ArrayOf(n)).NonEmptyArrays(3).ArraysUpTo(RulePlan.MaxRules)
        from custom in Gen.Choose(0, 9)
        select RulePlan.Create(rules.Select((alternatives, i) =>
        {
            if (i == custom) return ColumnRule.When($"rule_{i}", row => row % 3 == 1);
            var rule = ColumnRule.When($"rule_{i}", alternatives[0]);
            foreach (var other in alternatives.Skip(1)) rule = rule.Or(other);
            return rule;
        }));

    [Property(MaxTest = 300)]
    public Property Evaluate_AnyPlanAndColumns_AgreesWithOneAccountAtATime() => Prop.ForAll(AnyPlan.ToArbitrary(), Gen.Choose(0, 2_100).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (plan, count, seed) =>
    {
        var random = new Random(seed);
        T[] Column<T>(Func<int, T> convert) => [.. Enumerable.Range(0, count).Select(_ => convert(random.Next(3) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-3, 4)))];
        var bound = plan.Bind(
            count,
            RuleColumn.Of("byte", Column(v => unchecked((byte)v))),
            RuleColumn.Of("ushort", Column(v => unchecked((ushort)v))),
            RuleColumn.Of("short", Column(v => unchecked((short)v))),
            RuleColumn.Of("int", Column(v => v)));
        var (masks, parallel) = (new ulong[count], new ulong[count]);
        bound.Evaluate(masks);
        bound.Evaluate(parallel, degreeOfParallelism: 3);
        return masks.SequenceEqual(parallel) && Enumerable.Range(0, count).All(row => masks[row] == bound.EvaluateRow(row));
    });
}

file static class Generators
{
    public static Gen<T[]> NonEmptyArrays<T>(this Gen<T> items, int most) => Gen.Choose(1, most).SelectMany(n => items.ArrayOf(n));

    public static Gen<T[]> ArraysUpTo<T>(this Gen<T> items, int most) => Gen.Frequency((5, Gen.Choose(0, 9)), (1, Gen.Choose(0, most))).SelectMany(n => items.ArrayOf(n));
}
