using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Events;
using Ttv.Nudges;
using Ttv.Testing.Scenarios;
using Xunit.Sdk;

namespace Ttv.Testing;

public class TtvScenarioTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly AccountId Acme = AccountId.Create("acme");
    private static readonly AccountId Globex = AccountId.Create("globex");
    private static readonly SignedUp Founder = new(EventProperties.Of(("segment", "founder")));

    [Fact]
    public async Task WhenTimePasses_LateMilestone_SendsWhenItIsDueAndNotBefore()
    {
        await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start);
        await scenario.GivenAsync(Acme, Founder);
        Assert.Empty(scenario.Sent);

        await scenario.WhenTimePassesAsync(Duration.FromHours(10));
        scenario.ThenSent(Acme, NudgeRuleKeys.LateMilestone);
        var (at, nudge) = Assert.Single(scenario.Sent);
        Assert.Equal(at, nudge.AsOf);
        Assert.Equal(Start + Duration.FromHours(10), scenario.Now);
        Assert.Equal(Acme, (await scenario.StateOfAsync(Acme)).Account);
    }

    [Fact]
    public async Task WhenTimePasses_InOneStepOrInMany_IsTheSame()
    {
        var runs = new List<string>();
        foreach (var steps in new[] { 1, 7, 96 })
        {
            await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start);
            await scenario.GivenAsync(Acme, Founder, new FitAssessed(0.3, 0.2));
            await scenario.GivenAsync(Globex, Founder, new ProductEvent("page_opened"));
            for (var i = 0; i < steps; i++) await scenario.WhenTimePassesAsync(Duration.FromHours(96) / steps);
            runs.Add(string.Join('\n', scenario.Sent.Select(s => $"{s.Decision.Account} {s.Decision.Key} {s.Decision.AsOf}")));
        }

        Assert.NotEmpty(runs[0]);
        Assert.All(runs, r => Assert.Equal(runs[0], r));
    }

    [Fact]
    public async Task ThenSent_OtherThanSaid_Fails()
    {
        await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start);
        await scenario.GivenAsync(Acme, Founder);
        await scenario.WhenTimePassesAsync(Duration.FromHours(10));
        Assert.ThrowsAny<XunitException>(() => scenario.ThenSent(Acme));
        Assert.ThrowsAny<XunitException>(() => scenario.ThenSent(Acme, NudgeRuleKeys.NextWin));
        Assert.ThrowsAny<XunitException>(() => scenario.ThenSent(Globex, NudgeRuleKeys.LateMilestone));
    }

    [Fact]
    public async Task StateOf_AccountUnheardOf_SaysWhich()
    {
        await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => scenario.StateOfAsync(Acme));
        Assert.Contains("'acme'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTimePasses_RuleThatThrows_FailsWithItsFault()
    {
        await using var scenario = new TtvScenario(t => t.AddPlaybook().AddNudgeRule<Throwing>(), Start);
        var thrown = await Assert.ThrowsAnyAsync<XunitException>(async () =>
        {
            await scenario.GivenAsync(Acme, Founder);
            await scenario.WhenTimePassesAsync(Duration.FromDays(1));
        });
        Assert.Contains("the rule is broken", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BrokenOptions_ListsTheFaults() =>
        Assert.Throws<OptionsValidationException>(() => new TtvScenario(t => t.AddPlaybook().Configure(o => o.Nudges.HoldoutShare = 2), Start));

    private sealed class Throwing : INudgeRule
    {
        public string Key => "throwing";

        public NudgeChannel Channel => NudgeChannel.Message;

        public NudgeTrigger Evaluate(NudgeContext context) => throw new InvalidOperationException("the rule is broken");
    }
}
