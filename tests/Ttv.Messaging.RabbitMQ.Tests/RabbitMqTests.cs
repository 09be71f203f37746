using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Storage;

namespace Ttv.Messaging.RabbitMQ;

public class RabbitMqTests
{
    [Fact]
    public async Task Publish_SameMessageManyTimes_TakesEffectOnceAndIsRecorded()
    {
        await using var setup = await Setup.StartAsync();
        for (var i = 0; i < 5; i++) await setup.Publisher.PublishAsync(Setup.Message("same"));
        await setup.Publisher.PublishAsync(Setup.Message("last"));
        await setup.Received.WaitAsync(2);
        await Task.Delay(100);

        Assert.Equal(["last", "same"], setup.Received.Messages.Select(m => m.Decision.Key).Order(StringComparer.Ordinal));
        var told = await setup.Services.GetRequiredService<IEventLog>().ReadAsync(AccountId.Create("acme")).ToListAsync();
        Assert.Equal(["last", "same"], told.Select(e => Assert.IsType<NudgeSent>(e.Body).Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_WithoutAQueueForIt_ThrowsAndIsNotLost()
    {
        await using var setup = await Setup.StartAsync();
        await setup.Publisher.PublishAsync(Setup.Message("first"));
        var options = setup.Services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        await using (var connection = await new ConnectionFactory { Uri = options.Uri! }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync()) await channel.QueueUnbindAsync(options.Queue, options.Exchange, "#");

        var thrown = await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("unroutable")));
        Assert.Contains("no queue", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guest", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_PoisonAmongHundred_IsDeadLetteredWithItsReasonAndReplayed()
    {
        var attempts = 0;
        await using var setup = await Setup.StartAsync(configure: o => o.MaxDeliveries = 3, sender: r => r.Send = m =>
        {
            if (m.Decision.Key != "key-42") return;
            Interlocked.Increment(ref attempts);
            throw new InvalidOperationException("no such address");
        });
        for (var i = 0; i < 100; i++) await setup.Publisher.PublishAsync(Setup.Message($"key-{i}"));
        await setup.Received.WaitAsync(99);

        Assert.Equal(1, await setup.WaitForDeadLettersAsync(1));
        Assert.Equal(3, attempts);
        Assert.Equal(99, setup.Received.Messages.Count);

        setup.Received.Send = _ => { };
        var reason = Assert.Single(await setup.DeadLetters.ReplayAsync(10));
        Assert.Contains("no such address", reason, StringComparison.Ordinal);
        await setup.Received.WaitAsync(100);
        Assert.Equal(0, await setup.DeadLetters.CountAsync());
    }

    [Fact]
    public async Task Consume_GarbledMessages_AreDeadLetteredAtOnce()
    {
        await using var setup = await Setup.StartAsync();
        await setup.Publisher.PublishAsync(Setup.Message("first"));
        string[] garbled = ["", "{", "[]", "\0\0", """{"specversion":"1.0"}""", """{"specversion":"1.0","id":"1","source":"/x","type":"y","data":{"key":"x"}}""", """{"specversion":"1.0","id":"1","source":"/x","type":"y"}"""];
        await setup.PublishRawAsync(garbled.Select(Encoding.UTF8.GetBytes));

        Assert.Equal(garbled.Length, await setup.WaitForDeadLettersAsync(garbled.Length));
        await setup.Publisher.PublishAsync(Setup.Message("second"));
        await setup.Received.WaitAsync(2);
    }
}
