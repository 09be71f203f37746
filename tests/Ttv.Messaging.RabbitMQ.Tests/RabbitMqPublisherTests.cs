using Ttv.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Testing.Conformance;

namespace Ttv.Messaging.RabbitMQ;

public class RabbitMqPublisherTests : PublisherConformance
{
    private Setup? _setup;

    protected override INudgePublisher Publisher => _setup!.Publisher;

    public override async Task InitializeAsync() => _setup = await Setup.StartAsync();

    public override async Task DisposeAsync() => await _setup!.DisposeAsync();

    protected override Task<IReadOnlyList<NudgeMessage>> ReceivedAsync(int atLeast) => _setup!.Received.WaitAsync(atLeast);

    [Fact]
    public void EverySuite_IsImplemented() => Assert.Empty(ConformanceSuites.MissingForPublishersIn(typeof(RabbitMqPublisherTests).Assembly));

    [Fact]
    public async Task Publish_KeysTooLongForAmqp_ArriveValueForValue()
    {
        var setup = _setup!;
        NudgeMessage[] messages = [Setup.Message(new string('k', 256)), Setup.Message(new string('ü', 256)), Setup.Message("short")];
        foreach (var message in messages) await setup.Publisher.PublishAsync(message);
        var received = await setup.Received.WaitAsync(messages.Length);
        Assert.Equal(messages.Select(m => m.Decision).OrderBy(d => d.Key, StringComparer.Ordinal), received.Select(m => m.Decision).OrderBy(d => d.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_RulesTooLongForAmqp_GoOutUnderTheirBeginning()
    {
        var setup = _setup!;
        foreach (var rule in new[] { new string('r', 300), "a" + string.Concat(Enumerable.Repeat("😀", 64)) }) await setup.Publisher.PublishAsync(Setup.Message("key", rule));

        // No decision has a rule's key so long: the consumer gives them up, and the dead letters show what they went out under.
        Assert.Equal(2, await setup.WaitForDeadLettersAsync(2));
        var keys = (await setup.DeadLetters.PeekAsync(10)).Select(l => l.RoutingKey!).Order(StringComparer.Ordinal);
        Assert.Equal(["a" + string.Concat(Enumerable.Repeat("😀", 63)), new string('r', 255)], keys);
    }

    [Fact]
    public async Task Publish_WhatNoCloudEventCanHold_IsTheMessagesOwnFault()
    {
        await Assert.ThrowsAsync<TtvDeliveryException>(async () => await Publisher.PublishAsync(Setup.Message("half a character \ud83d")));
        await Publisher.PublishAsync(Setup.Message("good"));
        await ReceivedAsync(1);
    }
}
