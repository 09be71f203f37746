using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A broker that tests may kill.</summary>
[CollectionDefinition(nameof(OwnBroker))]
public sealed class OwnBroker : IAsyncLifetime, ICollectionFixture<OwnBroker>
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitMqServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
