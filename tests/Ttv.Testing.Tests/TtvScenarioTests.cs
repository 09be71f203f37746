using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
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

    [Fact]
    public async Task Create_HostsOwnSetUp_IsReplacedBySenderStoreAndClockOfTheScenario()
    {
        await using var scenario = new TtvScenario(HostsOwn, Start);
        await scenario.GivenAsync(Acme, Founder);
        await scenario.WhenTimePassesAsync(Duration.FromHours(10));
        Assert.ThrowsAny<XunitException>(() => scenario.ThenSent(Acme));
        scenario.ThenSent(Acme, NudgeRuleKeys.LateMilestone);

        static void HostsOwn(TtvBuilder ttv)
        {
            ttv.AddPlaybook().AddNudgeSender<Own>().UsePublisher<Own>();
            foreach (var port in new[] { typeof(IClock), typeof(IEventLog), typeof(IAccountStore), typeof(IOutbox), typeof(IDeadLetterStore), typeof(IInbox), typeof(ILeaseStore), typeof(IReviewStore), typeof(IRetentionStore) })
                ttv.Services.AddSingleton(port, _ => throw new InvalidOperationException($"the host's own {port.Name} is used"));
        }
    }

    [Fact]
    public async Task ThenDecided_DeferredAtNightAndSentInTheMorning_IsSeen()
    {
        await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start + Duration.FromHours(9));
        await scenario.GivenAsync(Acme, Founder);
        await scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Suppress, NudgeReasons.NoTrigger);
        await scenario.WhenTimePassesAsync(Duration.FromHours(10));
        scenario.ThenSent(Acme);
        await scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Defer, NudgeReasons.QuietHours);
        await scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Defer);
        await scenario.WhenTimePassesAsync(Duration.FromHours(6));
        scenario.ThenSent(Acme, NudgeRuleKeys.LateMilestone);
        await scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Send);
        await Assert.ThrowsAnyAsync<XunitException>(() => scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Escalate));
    }

    [Fact]
    public async Task ThenDecided_HeldOutOrUnsubscribedOrValuableAtRisk_IsSeen()
    {
        await using var heldOut = new TtvScenario(t => t.AddPlaybook().Configure(o => o.Nudges.HoldoutShare = 1), Start);
        await heldOut.GivenAsync(Acme, Founder);
        await heldOut.WhenTimePassesAsync(Duration.FromHours(10));
        heldOut.ThenSent(Acme);
        await heldOut.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Suppress, NudgeReasons.Holdout);

        await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start);
        await scenario.GivenAsync(Acme, Founder, new FitAssessed(0.95, 0.95));
        await scenario.GivenAsync(Globex, Founder, new Unsubscribed());
        await scenario.WhenTimePassesAsync(Duration.FromHours(10));
        await scenario.ThenDecidedAsync(Globex, NudgeRuleKeys.LateMilestone, NudgeOutcome.Suppress, NudgeReasons.Unsubscribed);
        await scenario.WhenTimePassesAsync(Duration.FromDays(6));
        await scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.FounderIntervention, NudgeOutcome.Escalate, NudgeReasons.HighValueAtRisk);
        scenario.ThenSent(Globex);
    }

    [Fact]
    public async Task ThenDecided_OtherThanSaid_SaysWhatWasExpectedAndWhatIsDecided()
    {
        await using var scenario = new TtvScenario(t => t.AddPlaybook(), Start);
        await scenario.GivenAsync(Acme, Founder);
        await scenario.WhenTimePassesAsync(Duration.FromHours(10));
        var sent = Assert.Single(scenario.Sent);
        var thrown = await Assert.ThrowsAnyAsync<XunitException>(() => scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Defer, NudgeReasons.QuietHours));
        Assert.Contains("Account 'acme', rule 'late_milestone' at 2026-03-02T19:00:00Z", thrown.Message, StringComparison.Ordinal);
        var now = (await scenario.DecisionsOfAsync(Acme)).Single(d => d.Rule == NudgeRuleKeys.LateMilestone);
        Assert.Contains("expected:            defer (quiet_hours)", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"decided now:         {WireName.Of(now.Outcome)} ({string.Join(", ", now.Reasons)})", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"send ({string.Join(", ", sent.Decision.Reasons)}) at {sent.At}", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<XunitException>(() => scenario.ThenDecidedAsync(Acme, NudgeRuleKeys.LateMilestone, NudgeOutcome.Send, NudgeReasons.QuietHours));

        thrown = await Assert.ThrowsAnyAsync<XunitException>(() => scenario.ThenDecidedAsync(Acme, "late milestone", NudgeOutcome.Send));
        Assert.Contains("late_milestone", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scenario.ThenDecidedAsync(Globex, NudgeRuleKeys.LateMilestone, NudgeOutcome.Suppress));
    }

    private sealed class Own : INudgeSender, INudgePublisher
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default) => new(NudgeDelivery.Sent);

        public ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default) => default;
    }

    private sealed class Throwing : INudgeRule
    {
        public string Key => "throwing";

        public NudgeChannel Channel => NudgeChannel.Message;

        public NudgeTrigger Evaluate(NudgeContext context) => throw new InvalidOperationException("the rule is broken");
    }
}
