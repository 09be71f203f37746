namespace Ttv.Analytics.Rules;

public class RulePlanTests
{
    [Fact]
    public void Create_FaultyRules_ListsEveryFault()
    {
        var rules = Enumerable.Range(0, 65).Select(i => ColumnRule.When($"rule_{Math.Max(i, 1)}", new RuleCondition(i == 5 ? "" : "x", i == 6 ? (RuleOperator)9 : RuleOperator.Less, 0)));
        var fault = Assert.Throws<TtvValidationException>(() => RulePlan.Create(rules));
        Assert.Contains("65 rules were given", fault.Message, StringComparison.Ordinal);
        Assert.Contains("rule 'rule_1' stands 2 times", fault.Message, StringComparison.Ordinal);
        Assert.Contains("column of rule 'rule_5' is empty", fault.Message, StringComparison.Ordinal);
        Assert.Contains("operator of rule 'rule_6' is 9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_FaultyColumns_ListsEveryFault()
    {
        var plan = RulePlan.Create(ColumnRule.When("late", new RuleCondition("due_in", RuleOperator.LessOrEqual, 0)));
        var fault = Assert.Throws<TtvValidationException>(() => plan.Bind(2, RuleColumn.Of("a", new byte[2]), RuleColumn.Of("a", new short[3])));
        Assert.Contains("column 'a' stands twice", fault.Message, StringComparison.Ordinal);
        Assert.Contains("column 'a' has 3 rows: 2 are needed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("column 'due_in' is missing: a were given", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => plan.Bind(2, [null!]));
        Assert.Contains("rules[1] is null", Assert.Throws<ArgumentException>(() => RulePlan.Create(ColumnRule.When("late"), null!)).Message, StringComparison.Ordinal);
        Assert.Contains("rule 'late' has a condition that is null", Assert.Throws<ArgumentException>(() => RulePlan.Create(ColumnRule.When("late", [null!]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AlternativesAndDelegates_SetTheirBits()
    {
        int[] dueIn = [-5, 0, 1];
        var plan = RulePlan.Create(
            ColumnRule.When("late", new RuleCondition("due_in", RuleOperator.Less, 0)).Or(new RuleCondition("due_in", RuleOperator.Equal, 1)),
            ColumnRule.When("own", row => dueIn[row] == 0),
            ColumnRule.When("everybody"));
        var bound = plan.Bind(3, RuleColumn.Of("due_in", dueIn));
        var masks = new ulong[3];
        bound.Evaluate(masks);
        Assert.Equal([0b101UL, 0b110UL, 0b101UL], masks);
        Assert.Equal(1, plan.BitOf("own"));
        Assert.Null(plan.BitOf("other"));
        Assert.Throws<ArgumentException>(() => bound.Evaluate(new ulong[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.EvaluateRow(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.Evaluate(masks, 0));
        Assert.Throws<InvalidOperationException>(() => plan.Rules[1].Or());
    }

    [Fact]
    public void Evaluate_ColumnsFilledAnew_SeesWhatTheyHold()
    {
        byte[] column = [0];
        var bound = RulePlan.Create(ColumnRule.When("set", new RuleCondition("x", RuleOperator.Equal, 1))).Bind(1, RuleColumn.Of("x", column));
        var masks = new ulong[1];
        bound.Evaluate(masks);
        Assert.Equal(0UL, masks[0]);
        column[0] = 1;
        bound.Evaluate(masks);
        Assert.Equal(1UL, masks[0]);
    }

    [Fact]
    public void Evaluate_TwentyRules_AllocatesNothing()
    {
        const int Count = 10_000;
        var bound = RulePlan.Create(Enumerable.Range(0, 20).Select(i => ColumnRule.When($"rule_{i}", new RuleCondition(i % 2 == 0 ? "a" : "b", RuleOperator.Greater, i))))
            .Bind(Count, RuleColumn.Of("a", new byte[Count]), RuleColumn.Of("b", new int[Count]));
        var masks = new ulong[Count];
        for (var i = 0; i < 50; i++) bound.Evaluate(masks);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bound.Evaluate(masks);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
