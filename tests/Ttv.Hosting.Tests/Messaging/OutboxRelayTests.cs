using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Hosting.Support;

namespace Ttv.Hosting.Messaging;

public class OutboxRelayTests
{
    [Fact]
    public async Task RunOnce_PoisonAmongHundred_IsDeadLetteredAloneAndReplayed()
    {
        await using var host = new TestHost(options: o => o.MaxAttempts = 3);
        var accounts = Enumerable.Range(0, 100).Select(i => AccountId.Create($"account-{i:000}")).ToArray();
        foreach (var account in accounts) await host.SignUpAsync(account);
        var attempts = 0;
        host.Sender.Send = m =>
        {
            if (m.Decision.Account != accounts[42]) return NudgeDelivery.Sent;
            Interlocked.Increment(ref attempts);
            throw new InvalidOperationException("no such address");
        };
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        for (var i = 0; i < 20; i++)
        {
            await host.SettleAsync();
            await Task.Delay(5);
        }

        Assert.Equal(99, host.Sender.Sent.Count);
        Assert.Equal(3, attempts);
        var dead = Assert.Single(await ((IDeadLetterStore)host.Store).ReadAsync().ToListAsync());
        Assert.Equal((accounts[42], 3), (dead.Message!.Decision.Account, dead.Attempts));
        Assert.Contains("no such address", dead.Reason, StringComparison.Ordinal);

        host.Sender.Send = _ => NudgeDelivery.Sent;
        Assert.True(await ((IDeadLetterStore)host.Store).ReplayAsync(dead.Key));
        await host.SettleAsync();
        Assert.Equal(100, host.Sender.Sent.Select(m => m.Decision.Account).Distinct().Count());
    }

    [Fact]
    public async Task RunOnce_BusDown_TriesUntilItIsBackWithoutGivingUp()
    {
        var bus = new FlakyBus();
        await using var host = new TestHost(options: o => o.MaxAttempts = 2, services: s => s.AddSingleton<INudgePublisher>(bus));
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        bus.IsDown = true;
        for (var i = 0; i < 10; i++)
        {
            await host.SettleAsync();
            await Task.Delay(3);
        }

        Assert.Empty(await ((IDeadLetterStore)host.Store).ReadAsync().ToListAsync());
        bus.IsDown = false;
        for (var i = 0; i < 10; i++)
        {
            await host.SettleAsync();
            await Task.Delay(3);
        }

        Assert.Single(bus.Published);
        Assert.Equal(0, (await host.Store.GetStatusAsync()).Waiting);
    }

    [Fact]
    public async Task Receive_DroppedOnPurpose_RecordsNoFactAndIsDone()
    {
        await using var host = new TestHost();
        host.Sender.Send = _ => NudgeDelivery.NotSent;
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        await host.SettleAsync();
        Assert.DoesNotContain(await host.Store.ReadAsync(TestHost.Acme).ToListAsync(), e => e.Body is NudgeSent);
        Assert.Equal(0, (await host.Store.GetStatusAsync()).Waiting);
    }

    [Fact]
    public async Task Receive_AskingForReply_SaysSoInTheFact()
    {
        await using var host = new TestHost();
        host.Sender.Send = _ => NudgeDelivery.SentAskingReply;
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        await host.SettleAsync();
        Assert.True(Assert.Single((await host.Store.ReadAsync(TestHost.Acme).ToListAsync()).Select(e => e.Body).OfType<NudgeSent>()).AsksReply);
    }

    private sealed class FlakyBus : INudgePublisher
    {
        public bool IsDown { get; set; }

        public List<NudgeMessage> Published { get; } = [];

        public ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            if (IsDown) throw new IOException("down");
            lock (Published) Published.Add(message);
            return ValueTask.CompletedTask;
        }
    }
}
