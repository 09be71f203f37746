using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A broker that tests may kill.</summary>
[CollectionDefinition(nameof(OwnBroker))]
public sealed class OwnBroker : IAsyncLifetime, ICollectionFixture<OwnBroker>
{
    private RabbitMqServer? _server;

    public RabbitMqServer Server => _server!;

    public async Task InitializeAsync() => _server = await RabbitMqServer.StartNewAsync();

    public async Task DisposeAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
    }
}
