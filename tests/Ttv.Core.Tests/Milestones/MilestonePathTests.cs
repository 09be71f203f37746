using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Segments;

namespace Ttv.Milestones;

public class MilestonePathTests
{
    private static Milestone Step(string key) => new() { Key = key, Title = key, CompletedBy = key };

    [Property]
    public Property Create_NoOffsets_SplitsTheDeadlineEvenly() => Prop.ForAll(Gen.Choose(1, 10_000).ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(), (minutes, count) =>
    {
        var deadline = Duration.FromMinutes(minutes);
        var path = MilestonePath.Create("p", "P", deadline, Enumerable.Range(0, count).Select(i => Step($"m{i}")).ToValueList(), Step("v"));
        return path.DueOffsets[^1] == deadline
            && path.DueOffsets.Select((due, i) => (due, i)).All(d => (d.due * (count + 1) - deadline * (d.i + 1)).TotalSeconds is <= 0 and > -0.001);
    });

    [Fact]
    public void Create_FaultyParts_ListsEveryFault()
    {
        var error = Assert.Throws<TtvValidationException>(() => MilestonePath.Create(
            "", new string('t', 201), Duration.FromHours(10),
            [Step("a"), Step("a") with { DueOffset = Duration.FromHours(11) }, Step("b") with { DueOffset = Duration.Zero, HelpAsset = new Uri("help", UriKind.Relative) }, Step("c") with { CompletedBy = null! }],
            Step("v") with { IsOptional = true, DueOffset = Duration.FromHours(1), NextAction = new Uri("go", UriKind.Relative) }));
        Assert.Equal(10, error.Faults.Count);
    }

    [Fact]
    public void Create_NoDeadline_SaysWhatIsNeeded()
    {
        var error = Assert.Throws<TtvValidationException>(() => MilestonePath.Create("p", "P", Duration.Zero, [], Step("v")));
        Assert.Contains("deadline", Assert.Single(error.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void ToMermaid_Playbook_DrawsEveryStepWithItsDueTime()
    {
        var text = Playbook.Founder.DefaultPath.ToMermaid();
        Assert.Equal(
            """
            flowchart LR
                signup(["sign-up"])
                m0["data source connected<br/>due 18 h"]
                m1["campaign launched<br/>due 36 h"]
                m2["lead scored<br/>due 54 h"]
                m3(["first qualified lead delivered<br/>due 72 h"])
                signup --> m0 --> m3
                signup --> m1 --> m3
                signup --> m2 --> m3

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void ToMermaid_OrderedWithOptionalStep_DrawsAChain()
    {
        var path = MilestonePath.Create("p", "P", Duration.FromMinutes(30), [Step("a"), Step("b") with { IsOptional = true }], Step("v"), isOrdered: true);
        Assert.EndsWith("    signup --> m0\n    m0 -.-> m1\n    m1 --> m2\n", path.ToMermaid(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"]; click x \"javascript:alert(1)\"")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a]\n    end")]
    public void ToMermaid_HostileTitle_StaysText(string title)
    {
        if (title.Contains('\n', StringComparison.Ordinal))
        {
            Assert.Throws<TtvValidationException>(() => MilestonePath.Create("p", "P", Duration.FromHours(1), [], Step("v") with { Title = title }));
            return;
        }

        var drawn = MilestonePath.Create("p", "P", Duration.FromHours(1), [], Step("v") with { Title = title }).ToMermaid();
        var label = drawn.Split('\n')[2];
        Assert.Equal(2, label.Count(c => c == '"'));
        Assert.DoesNotContain("<script", label, StringComparison.Ordinal);
    }
}
