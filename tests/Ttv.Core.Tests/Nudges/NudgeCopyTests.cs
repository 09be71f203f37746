namespace Ttv.Nudges;

public class NudgeCopyTests
{
    [Theory]
    [InlineData("Day 3 reminder", "calendar_only")]
    [InlineData("It's been 5 days since you signed up", "calendar_only")]
    [InlineData("Just checking in!", "calendar_only")]
    [InlineData("Your weekly update", "calendar_only")]
    [InlineData("We miss you", "no_behaviour")]
    [InlineData("", "empty")]
    [InlineData("You are {distanze} away from {first_value}", "unknown_placeholder")]
    public void Lint_CopyThatStatesNoBehaviour_IsRefused(string template, string code) =>
        Assert.Equal([code], NudgeCopyLinter.Lint(template).Select(f => f.Code));

    [Theory]
    [InlineData("{distance} from {first_value}")]
    [InlineData("You have 2 days left for “{milestone}”")]
    public void Lint_CopyThatStatesBehaviourOrDistance_Passes(string template) => Assert.Empty(NudgeCopyLinter.Lint(template));

    [Fact]
    public void Create_RefusedTemplates_ListsEveryFault() =>
        Assert.Equal(2, Assert.Throws<TtvValidationException>(() => new NudgeCopy(new Dictionary<string, string> { ["a"] = "day 3 reminder", ["b"] = "hi" })).Faults.Count);
}
