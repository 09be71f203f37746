using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Ttv.Hosting.InMemory;
using Ttv.Hosting.Storage;

namespace Ttv.Messaging.RabbitMQ;

public class ConsumerTests
{
    [Fact]
    public async Task Consume_TwentyThatAreNoText_AreDeadLetteredAndGoodOnesGoOn()
    {
        await using var setup = await Setup.StartAsync();
        await setup.PublishUntilItWorksAsync("first");
        var text = Encoding.UTF8.GetString(NudgeCloudEvent.Encode(Setup.Message("bad"), new Uri("/x", UriKind.Relative)).Span);
        var surrogate = Encoding.UTF8.GetBytes(text.Replace("\"bad\"", "\"\\ud800\"", StringComparison.Ordinal));
        var invalid = Encoding.Latin1.GetBytes(text.Replace("milestone_overdue", "\u00ff", StringComparison.Ordinal));
        await setup.PublishRawAsync(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? surrogate : invalid));

        Assert.Equal(20, await setup.WaitForDeadLettersAsync(20));
        for (var i = 0; i < 20; i++) await setup.Publisher.PublishAsync(Setup.Message($"after-{i}"));
        await setup.Received.WaitAsync(21);
    }

    [Fact]
    public async Task Consume_StoreOutageThenOneFailureOfTheSender_NothingIsDeadLetteredOrLost()
    {
        var failed = 0;
        await using var setup = await Setup.StartAsync(
            configure: o => o.MaxDeliveries = 2,
            sender: r => r.Send = m =>
            {
                if (m.Decision.Key == "key-0" && Interlocked.Increment(ref failed) == 1) throw new HttpRequestException("503");
            },
            services: s => s.AddSingleton<OutageInbox>(p => new OutageInbox(p.GetRequiredService<InMemoryStore>())).AddSingleton<IInbox>(p => p.GetRequiredService<OutageInbox>()));
        var inbox = setup.Services.GetRequiredService<OutageInbox>();
        for (var i = 0; i < 20; i++) await setup.PublishUntilItWorksAsync($"key-{i}");
        for (var i = 0; i < 1000 && inbox.Refused < 100; i++) await Task.Delay(20);
        Assert.InRange(inbox.Refused, 100, int.MaxValue);
        Assert.Empty(setup.Received.Messages);

        inbox.IsDown = false;
        await setup.Received.WaitAsync(20);
        await Task.Delay(200);
        Assert.Equal(20, setup.Received.Messages.Select(m => m.Decision.Key).Distinct().Count());
        Assert.Equal(20, setup.Received.Messages.Count);
        Assert.Equal(2, failed);
        Assert.Equal(0, await setup.DeadLetters.CountAsync());
    }

    [Fact]
    public async Task Consume_ClassicQueueOfTheOperator_GivesUpAfterMaxDeliveries()
    {
        var server = await Ttv.TestServers.RabbitMqServer.SharedAsync();
        var name = $"classic.{Environment.ProcessId}";
        await using (var connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.ExchangeDeclareAsync(name, ExchangeType.Topic, durable: true);
            await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false);
            await channel.QueueDeclareAsync(name + ".dead", durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync(name, name, "#");
        }

        var calls = 0;
        await using var setup = await Setup.StartAsync(
            configure: o => (o.Exchange, o.Queue, o.DeadLetterQueue, o.DeclaresTopology, o.MaxDeliveries) = (name, name, name + ".dead", false, 3),
            sender: r => r.Send = _ =>
            {
                Interlocked.Increment(ref calls);
                throw new InvalidOperationException("no such address");
            });
        await setup.PublishUntilItWorksAsync("key");
        Assert.Equal(1, await setup.WaitForDeadLettersAsync(1));
        Assert.Equal(3, calls);
        var letter = Assert.Single(await setup.DeadLetters.PeekAsync(10));
        Assert.Equal(("key", "late_milestone"), (letter.MessageId, letter.RoutingKey));
        Assert.StartsWith("the sender failed 3 times", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_FailureWithALongText_IsDeadLetteredWithItsBeginning()
    {
        await using var setup = await Setup.StartAsync(configure: o => o.MaxDeliveries = 1, sender: r => r.Send = m =>
        {
            if (m.Decision.Key == "bad") throw new InvalidOperationException("begins so " + string.Concat(Enumerable.Repeat("😀", 100_000)));
        });
        await setup.PublishUntilItWorksAsync("bad");
        for (var i = 0; i < 20; i++) await setup.Publisher.PublishAsync(Setup.Message($"good-{i}"));
        await setup.Received.WaitAsync(20);
        Assert.Equal(1, await setup.WaitForDeadLettersAsync(1));
        var reason = Assert.Single(await setup.DeadLetters.PeekAsync(1)).Reason;
        Assert.InRange(reason.Length, 900, 1000);
        Assert.Contains("begins so", reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', reason);
    }
}
