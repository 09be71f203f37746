using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>The messages that were given up: counted, read, replayed and dropped.</summary>
/// <remarks>
/// A call that reads holds the letters that it passes until it ends; a second call at the same time does not see them. Then they go
/// back into the queue, most often to its end. Broken off, a call leaves everything there. Thread-safe.
/// </remarks>
public sealed class RabbitMqDeadLetters
{
    /// <summary>The header that holds the reason: <c>ttv-reason</c>.</summary>
    public const string ReasonHeader = "ttv-reason";

    /// <summary>The header that holds the routing key that the message came with: <c>ttv-routing-key</c>.</summary>
    public const string RoutingKeyHeader = "ttv-routing-key";

    private readonly RabbitMqConnections _connections;
    private readonly ConfirmedChannel _confirmed;
    private readonly RabbitMqOptions _options;

    internal RabbitMqDeadLetters(RabbitMqConnections connections, ConfirmedChannel confirmed, IOptions<RabbitMqOptions> options) =>
        (_connections, _confirmed, _options) = (connections, confirmed, options.Value);

    /// <summary>How many there are.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TtvPublishException">The broker does not answer.</exception>
    public Task<long> CountAsync(CancellationToken cancellationToken = default) => WithAsync(CountOnAsync, cancellationToken);

    /// <summary>Reads dead letters and leaves them there; the longest unread first.</summary>
    /// <param name="limit">At most so many; 1 or more. They are held in memory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TtvPublishException">The broker does not answer.</exception>
    public Task<ValueList<RabbitMqDeadLetter>> PeekAsync(int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return WithAsync<ValueList<RabbitMqDeadLetter>>(
            async (channel, token) =>
            {
                var letters = new List<RabbitMqDeadLetter>();
                await VisitAsync(channel, limit, (letter, _) => Keep(letters, letter), token).ConfigureAwait(false);
                return [.. letters];
            },
            cancellationToken);

        static ValueTask<bool> Keep(List<RabbitMqDeadLetter> letters, BasicGetResult letter)
        {
            letters.Add(new RabbitMqDeadLetter(letter));
            return new(false);
        }
    }

    /// <summary>Publishes dead letters again, in the order of the queue, and deletes each once the broker has it. One killed in between is there twice, and absorbed.</summary>
    /// <param name="limit">At most so many, and never more than there are at the start: one that fails anew and comes back is not replayed again. 1 or more.</param>
    /// <param name="cancellationToken">Gives up; what was not replayed by then stays.</param>
    /// <returns>The reasons of those replayed, in order.</returns>
    /// <remarks>A replayed message counts its failures from the start.</remarks>
    /// <exception cref="TtvPublishException">The broker does not answer.</exception>
    public Task<ValueList<string>> ReplayAsync(int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return WithAsync<ValueList<string>>(
            async (channel, token) =>
            {
                var reasons = new List<string>();
                await VisitAsync(channel, limit, ReplayOneAsync, token).ConfigureAwait(false);
                return [.. reasons];

                async ValueTask<bool> ReplayOneAsync(BasicGetResult letter, CancellationToken cancellation)
                {
                    var routingKey = RabbitMqHeaders.Text(letter.BasicProperties, RoutingKeyHeader) ?? "replayed";
                    await _confirmed.PublishAsync(_options.Exchange, WireText.Fit(routingKey), RabbitMqHeaders.Again(letter.BasicProperties), letter.Body, cancellation).ConfigureAwait(false);
                    reasons.Add(RabbitMqDeadLetter.ReasonOf(letter.BasicProperties));
                    return true;
                }
            },
            cancellationToken);
    }

    /// <summary>Deletes one dead letter for good: the first with this <see cref="RabbitMqDeadLetter.Id"/>.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where there is none, or none any more.</returns>
    /// <exception cref="TtvPublishException">The broker does not answer.</exception>
    public Task<bool> DropAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return WithAsync(
            async (channel, token) =>
            {
                var isDropped = false;
                await VisitAsync(channel, int.MaxValue, (letter, _) => new(!isDropped && (isDropped = RabbitMqDeadLetter.IdOf(letter) == id)), token, () => isDropped).ConfigureAwait(false);
                return isDropped;
            },
            cancellationToken);
    }

    private async Task<long> CountOnAsync(IChannel channel, CancellationToken cancellationToken) =>
        await channel.MessageCountAsync(_options.DeadLetterQueue, cancellationToken).ConfigureAwait(false);

    /// <summary>Goes through the letters that are there now; each that the visitor says is done with is deleted, the others go back.</summary>
    private async Task VisitAsync(IChannel channel, int limit, Func<BasicGetResult, CancellationToken, ValueTask<bool>> isDone, CancellationToken cancellationToken, Func<bool>? isEnough = null)
    {
        var left = Math.Min(limit, await CountOnAsync(channel, cancellationToken).ConfigureAwait(false));
        ulong kept = 0;
        for (; left > 0 && isEnough?.Invoke() != true && await channel.BasicGetAsync(_options.DeadLetterQueue, autoAck: false, cancellationToken).ConfigureAwait(false) is { } letter; left--)
        {
            if (await isDone(letter, cancellationToken).ConfigureAwait(false)) await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
            else kept = letter.DeliveryTag;
        }

        if (kept > 0) await channel.BasicNackAsync(kept, multiple: true, requeue: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> WithAsync<T>(Func<IChannel, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var channel = await _connections.Publishing.OpenChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false), cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(channel, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationInterruptedException or IOException or TimeoutException)
        {
            throw new TtvPublishException($"The broker does not answer, or refuses: {BrokerFault.Of(e)}.", e);
        }
    }
}
