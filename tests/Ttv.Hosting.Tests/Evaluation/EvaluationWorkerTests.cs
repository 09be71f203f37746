using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Support;
using Ttv.Nudges;
using Ttv.Risk;

namespace Ttv.Hosting.Evaluation;

public class EvaluationWorkerTests
{
    private static readonly AccountId Other = AccountId.Create("other");

    [Fact]
    public async Task RunOnce_NothingDue_DoesNothing()
    {
        await using var host = new TestHost();
        Assert.Equal(default, await host.Worker.RunOnceAsync());
    }

    [Fact]
    public async Task RunOnce_NewAccount_KeepsWhatItFoundAndWhenToLookAgain()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        Assert.Equal(new EvaluationRun(1, 1, 0, 0, 0), await host.Worker.RunOnceAsync());

        var state = (await host.Store.FindAsync(TestHost.Acme))!;
        Assert.Equal((SegmentKey.Create("founder"), TestHost.T0, TestHost.T0), (state.Segment!.Value, state.SignedUpAt!.Value, state.EvaluatedAt!.Value));
        Assert.NotNull(state.Score);
        Assert.Equal(TestHost.Acme, state.Record!.AccountId);
        Assert.InRange(state.DueAt!.Value, TestHost.T0 + Duration.FromSeconds(1), TestHost.T0 + Duration.FromHours(6));
        Assert.Equal(default, await host.Worker.RunOnceAsync());
    }

    [Fact]
    public async Task Settle_LateMilestone_NudgesOnceAndTheFactIsInTheLog()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        await host.SettleAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        await host.SettleAsync();
        await host.SettleAsync();

        var message = Assert.Single(host.Sender.Sent);
        Assert.Equal(NudgeRuleKeys.LateMilestone, message.Decision.Rule);
        var told = await host.Store.ReadAsync(TestHost.Acme).ToListAsync();
        Assert.Equal(message.Decision.Key, Assert.Single(told.Select(e => e.Body).OfType<NudgeSent>()).Key);
    }

    [Fact]
    public async Task RunOnce_WhileTheMessageTravels_DecidesNoSecondNudge()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        Assert.Equal(1, (await host.Worker.RunOnceAsync()).Decided);

        // The relay is down; events keep coming, and other rules would find the day's place free.
        for (var hour = 11; hour < 19; hour++)
        {
            host.Clock.Set(TestHost.T0 + Duration.FromHours(hour));
            await host.TellAsync(new ProductEvent("page_opened"));
            Assert.Equal(0, (await host.Worker.RunOnceAsync()).Decided);
        }

        await host.SettleAsync();
        Assert.Single(host.Sender.Sent);
    }

    [Fact]
    public async Task RunOnce_ThrowingRule_IsSetAsideAloneAndReplayed()
    {
        await using var host = new TestHost(t => t.AddNudgeRule<ThrowingRule>(), o => o.MaxAttempts = 3);
        ThrowingRule.Throws = true;
        await host.SignUpAsync();
        await host.SignUpAsync(Other);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var run = await host.Worker.RunOnceAsync();
            Assert.Equal((attempt == 1 ? 2 : 1, 1), (run.Claimed, run.Failed));
            host.Clock.Advance(Duration.FromSeconds(10));
        }

        Assert.Equal(default, await host.Worker.RunOnceAsync());
        var aside = Assert.Single(await host.Store.ReadSetAsideAsync().ToListAsync());
        Assert.Equal((TestHost.Acme, 3), (aside.Account, aside.Failures));
        Assert.Contains("boom about acme-secret-id", aside.Fault, StringComparison.Ordinal);
        Assert.NotNull((await host.Store.FindAsync(Other))!.Score);

        ThrowingRule.Throws = false;
        Assert.True(await host.Store.ReplayAsync(TestHost.Acme));
        Assert.Equal(1, (await host.Worker.RunOnceAsync()).Committed);
        var healed = (await host.Store.FindAsync(TestHost.Acme))!;
        Assert.Equal((null, 0), (healed.Fault, healed.Failures));
        Assert.NotNull(healed.Score);
    }

    [Fact]
    public async Task RunOnce_PausedPastItsLease_IsFenced()
    {
        await using var host = new TestHost(options: o => o.Lease = TimeSpan.FromSeconds(1));
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        var stale = Assert.Single(await host.Store.ClaimDueAsync("paused", host.Clock.GetCurrentInstant(), Duration.FromMilliseconds(1), 10));
        await Task.Delay(20);
        Assert.Equal(1, (await host.Worker.RunOnceAsync()).Committed);

        var left = await host.Store.CommitAsync("paused", [new() { Version = stale.Version, Wakes = stale.Wakes, State = stale.State }]);
        Assert.Equal([TestHost.Acme], left.AsEnumerable());
        Assert.NotNull((await host.Store.FindAsync(TestHost.Acme))!.Score);
    }

    [Fact]
    public async Task RunOnce_BandChanges_AreRecordedOnce()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        for (var hour = 0; hour < 30; hour++)
        {
            host.Clock.Set(TestHost.T0 + Duration.FromHours(hour));
            await host.SettleAsync();
        }

        var bands = (await host.Store.ReadAsync(TestHost.Acme).ToListAsync()).Where(e => e.Body is BandChanged).OrderBy(e => e.OccurredAt).Select(e => ((BandChanged)e.Body).Band).ToArray();
        Assert.Equal([RiskBand.Low, RiskBand.Elevated, RiskBand.High], bands);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task RunOnce_ClocksAnHourApart_NudgeOnce(int skew)
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        for (var minute = 0; minute < 72 * 60; minute += 30)
        {
            // Two machines take turns, whose clocks differ by an hour.
            var machine = minute / 30 % 2;
            host.Clock.Set(TestHost.T0 + Duration.FromMinutes(minute) + Duration.FromHours(machine * skew));
            await host.SettleAsync();
        }

        Assert.Equal(host.Sender.Sent.Count, host.Sender.Sent.Select(m => m.Decision.Key).Distinct().Count());
        var days = host.Sender.Sent.Where(m => m.Decision.Channel == NudgeChannel.Message).Select(m => m.Decision.AsOf).Order().ToArray();
        for (var i = 1; i < days.Length; i++) Assert.True(days[i] - days[i - 1] >= Duration.FromHours(23), $"{days[i - 1]} and {days[i]} are less than a day apart");
        Assert.NotEmpty(days);
    }

    [Fact]
    public async Task RunOnce_ClockJumpsBack_NeitherRepeatsNorRewrites()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        await host.SettleAsync();
        var sent = Assert.Single(host.Sender.Sent).Decision.Key;

        host.Clock.Set(TestHost.T0 + Duration.FromHours(7));
        await host.TellAsync(new ProductEvent("page_opened"), recordedAt: TestHost.T0 + Duration.FromHours(7));
        await host.SettleAsync();
        Assert.Equal(sent, Assert.Single(host.Sender.Sent).Decision.Key);
        Assert.True((await host.Store.FindAsync(TestHost.Acme))!.EvaluatedAt >= TestHost.T0 + Duration.FromHours(10));
    }

    [Fact]
    public async Task RunOnce_EventDatedAhead_IsSeenWhenItsTimeComes()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        await host.SettleAsync();
        var ahead = TestHost.T0 + Duration.FromMinutes(40);
        await host.TellAsync(new ProductEvent("data_source_connected"), at: ahead, recordedAt: ahead);
        await host.SettleAsync();
        Assert.Equal(ahead, (await host.Store.FindAsync(TestHost.Acme))!.DueAt);

        host.Clock.Set(ahead);
        await host.SettleAsync();
        Assert.Equal([NudgeRuleKeys.NextWin], host.Sender.Rules);
    }

    [Fact]
    public async Task RunOnce_Holdout_IsMeasuredAndNotNudged()
    {
        await using var host = new TestHost(t => t.Configure(o => o.Nudges.HoldoutShare = 1));
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        await host.SettleAsync();
        await host.TellAsync(new ProductEvent("page_opened"));
        await host.SettleAsync();
        Assert.Empty(host.Sender.Sent);

        await host.Store.ReplayAsync(TestHost.Acme);
        var claimed = Assert.Single(await host.Store.ClaimDueAsync("looker", host.Clock.GetCurrentInstant(), Duration.FromHours(1), 1));
        var withheld = Assert.Single(claimed.Decisions);
        Assert.Equal((NudgeRuleKeys.LateMilestone, NudgeOutcome.Suppress), (withheld.Rule, withheld.Outcome));
        Assert.Contains(NudgeReasons.Holdout, withheld.Reasons);
    }

    [Fact]
    public async Task RunOnce_EscalationWithoutApprover_WaitsVisiblyAndGoesOutOnceOneIsNamed()
    {
        await using var host = new TestHost();
        await host.SignUpAsync();
        await host.TellAsync(new FitAssessed(0.9, 0.9));
        for (var hour = 0; hour < 60; hour += 2)
        {
            host.Clock.Set(TestHost.T0 + Duration.FromHours(hour));
            await host.SettleAsync();
        }

        Assert.Equal(Assist.EscalationState.AwaitingApprover, (await host.Store.FindAsync(TestHost.Acme))!.Escalation);
        Assert.DoesNotContain(host.Sender.Sent, m => m.Decision.Outcome == NudgeOutcome.Escalate);

        await host.TellAsync(new ApproverNamed("Grace", "Ada"));
        await host.SettleAsync();
        var escalation = Assert.Single(host.Sender.Sent, m => m.Decision.Outcome == NudgeOutcome.Escalate);
        Assert.Equal("Grace", escalation.Decision.Approver);
        var told = await host.Store.ReadAsync(TestHost.Acme).ToListAsync();
        Assert.Equal((escalation.Decision.Key, "Grace"), Assert.Single(told.Select(e => e.Body).OfType<Escalated>().Select(e => (e.Key, e.Approver))));
    }

    private sealed class ThrowingRule : INudgeRule
    {
        public static bool Throws { get; set; }

        public string Key => "throwing";

        public NudgeChannel Channel => NudgeChannel.Message;

        public NudgeTrigger Evaluate(NudgeContext context) =>
            Throws && context.Journey.Account == TestHost.Acme ? throw new InvalidOperationException($"boom about {context.Journey.Account}") : NudgeTrigger.None();
    }
}
