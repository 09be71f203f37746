using NodaTime;
using Ttv.Events;
using Ttv.Milestones;

namespace Ttv.Segments;

public class DefinitionLinterTests
{
    private static SegmentDefinition Segment(EventPattern firstValue, string key = "s", string title = "first invoice paid", int days = 3, params Milestone[] support) =>
        SegmentDefinition.Create(key, "S", MilestonePath.Create("p", "P", Duration.FromDays(days), [.. support], new Milestone { Key = "v", Title = title, CompletedBy = firstValue })) with
        {
            DesiredOutcome = "an invoice is paid", ProofType = "the invoice", Owner = "finance",
        };

    private static DefinitionQuality Lint(params SegmentDefinition[] definitions) => DefinitionLinter.Lint(SegmentCatalog.Create(definitions))[0];

    [Fact]
    public void Lint_Playbook_FindsNothing() =>
        Assert.All(DefinitionLinter.Lint(SegmentCatalog.Create(Playbook.All.AsEnumerable())), q => Assert.Equal((100, 0), (q.Score, q.Findings.Count)));

    [Theory]
    [InlineData("logged_in")]
    [InlineData("userLogin")]
    [InlineData("Signed In")]
    [InlineData("report-viewed")]
    [InlineData("dashboard_opened")]
    [InlineData("PageVisited")]
    public void Lint_PresenceVerb_TakesFortyPoints(string eventName)
    {
        var quality = Lint(Segment(eventName));
        Assert.Equal(60, quality.Score);
        Assert.Equal(DefinitionFindings.PresenceVerb, Assert.Single(quality.Findings).Code);
        Assert.Contains(eventName, quality.Findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invoice_paid")]
    [InlineData("reviewed_by_client")]
    [InlineData("overview_sent")]
    [InlineData("signed_contract")]
    public void Lint_ResultVerb_FindsNothing(string eventName) => Assert.Equal(100, Lint(Segment(eventName)).Score);

    [Fact]
    public void Lint_MissingParts_NamesEachAndTakesItsPoints()
    {
        var quality = Lint(Segment("invoice_paid", days: 91) with { DesiredOutcome = " ", ProofType = null, Owner = null });
        Assert.Equal(
            [DefinitionFindings.NoMeasurableOutcome, DefinitionFindings.NoProofType, DefinitionFindings.NoOwner, DefinitionFindings.NoDeadline],
            quality.Findings.Select(f => f.Code));
        Assert.Equal(100 - 20 - 15 - 10 - 15, quality.Score);
    }

    public static TheoryData<PropertyCondition[], bool> Conditions => new()
    {
        { [new("n", PropertyOperator.Greater, 5), new("n", PropertyOperator.Less, 5)], true },
        { [new("n", PropertyOperator.GreaterOrEqual, 5), new("n", PropertyOperator.LessOrEqual, 5)], false },
        { [new("n", PropertyOperator.Greater, 5), new("n", PropertyOperator.LessOrEqual, 5)], true },
        { [new("n", PropertyOperator.Equals, "a"), new("n", PropertyOperator.Equals, "b")], true },
        { [new("n", PropertyOperator.Equals, "a"), new("m", PropertyOperator.Equals, "b")], false },
        { [new("n", PropertyOperator.Equals, 7), new("n", PropertyOperator.Less, 5)], true },
        { [new("n", PropertyOperator.Equals, 7), new("n", PropertyOperator.NotEquals, 7)], true },
        { [new("n", PropertyOperator.Exists), new("n", PropertyOperator.Absent)], true },
        { [new("n", PropertyOperator.Absent), new("n", PropertyOperator.NotEquals, 3)], false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Lint_ConditionsOfAMilestone_FindsContradictions(PropertyCondition[] conditions, bool impossible)
    {
        var support = new Milestone { Key = "m", Title = "m", CompletedBy = new EventPattern("x", [.. conditions]) };
        Assert.Equal(impossible ? 75 : 100, Lint(Segment("invoice_paid", support: support)).Score);
    }

    [Fact]
    public void Lint_TwoSegmentsWithTheSameEvent_FindsBoth()
    {
        var qualities = DefinitionLinter.Lint(SegmentCatalog.Create(Segment("paid", "a"), Segment("paid", "b")));
        Assert.All(qualities, q => Assert.Equal((85, DefinitionFindings.SharedFirstValueEvent), (q.Score, q.Findings[0].Code)));
    }

    [Fact]
    public void Lint_EverythingWrong_NeverFallsBelowZero()
    {
        var impossible = new EventPattern("logged_in", [new("n", PropertyOperator.Exists), new("n", PropertyOperator.Absent)]);
        var quality = Lint(Segment(impossible, days: 200, support: new Milestone { Key = "m", Title = "m", CompletedBy = impossible }) with { DesiredOutcome = null, ProofType = null, Owner = null });
        Assert.Equal(0, quality.Score);
    }
}
