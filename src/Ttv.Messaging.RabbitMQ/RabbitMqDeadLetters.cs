using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>The messages that were given up.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class RabbitMqDeadLetters
{
    /// <summary>The header that holds the reason: <c>ttv-reason</c>.</summary>
    public const string ReasonHeader = "ttv-reason";

    /// <summary>The header that holds the routing key that the message came with: <c>ttv-routing-key</c>.</summary>
    public const string RoutingKeyHeader = "ttv-routing-key";

    private readonly RabbitMqConnection _connection;
    private readonly ConfirmedChannel _confirmed;
    private readonly RabbitMqOptions _options;

    internal RabbitMqDeadLetters(RabbitMqConnection connection, ConfirmedChannel confirmed, IOptions<RabbitMqOptions> options) =>
        (_connection, _confirmed, _options) = (connection, confirmed, options.Value);

    /// <summary>How many there are.</summary>
    /// <exception cref="TtvPublishException">The broker does not answer.</exception>
    public async Task<long> CountAsync(CancellationToken cancellationToken = default)
    {
        await using var channel = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await channel.MessageCountAsync(_options.DeadLetterQueue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes dead letters again, the oldest first, and deletes each once the broker has it. One killed in between is there twice, and absorbed.</summary>
    /// <param name="limit">At most so many; 1 or more.</param>
    /// <param name="cancellationToken">Gives up; what was not replayed by then stays.</param>
    /// <returns>The reasons of those replayed, in order.</returns>
    /// <exception cref="TtvPublishException">The broker does not answer.</exception>
    public async Task<ValueList<string>> ReplayAsync(int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var channel = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var reasons = new List<string>();
        while (reasons.Count < limit && await channel.BasicGetAsync(_options.DeadLetterQueue, autoAck: false, cancellationToken).ConfigureAwait(false) is { } letter)
        {
            var properties = new BasicProperties
            {
                ContentType = letter.BasicProperties.ContentType,
                DeliveryMode = DeliveryModes.Persistent,
                MessageId = letter.BasicProperties.MessageId,
                Type = letter.BasicProperties.Type,
            };
            await _confirmed.PublishAsync(_options.Exchange, Header(letter, RoutingKeyHeader) ?? "replayed", properties, letter.Body, cancellationToken).ConfigureAwait(false);
            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
            reasons.Add(Header(letter, ReasonHeader) ?? "not said");
        }

        return [.. reasons];
    }

    private Task<IChannel> OpenAsync(CancellationToken cancellationToken) =>
        _connection.OpenChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false), cancellationToken);

    private static string? Header(BasicGetResult letter, string name) =>
        letter.BasicProperties.Headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}
