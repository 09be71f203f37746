using RabbitMQ.Client;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A connection made when it is first needed, and made anew when it is lost.</summary>
internal sealed class RabbitMqConnection(string name, RabbitMqOptions options, RabbitMqMetrics metrics) : IAsyncDisposable
{
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;

    /// <summary>Whether it stands, as far as the client knows.</summary>
    public bool IsOpen => _connection is { IsOpen: true };

    /// <summary>Whether it stood and is gone.</summary>
    public bool IsLost => _connection is { IsOpen: false };

    /// <summary>Why the broker takes nothing from this connection, such as "low on memory"; null while it does.</summary>
    public string? BlockedBecause { get; private set; }

    /// <summary>A channel of the caller's own, on a connection that stands. Waits no longer than a confirmation may take.</summary>
    /// <exception cref="TtvPublishException">The broker does not answer, or refuses.</exception>
    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions channel, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(options.ConfirmTimeout);
        IConnection? connection = null;
        try
        {
            connection = await ConnectAsync(waiting.Token).ConfigureAwait(false);
            return await connection.CreateChannelAsync(channel, waiting.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not TtvPublishException)
        {
            // A connection that gives no channel is of no use, whatever it says of itself.
            Drop(connection);
            throw new TtvPublishException($"The broker does not answer: {BrokerFault.Of(e)}.", e);
        }
    }

    /// <summary>The connection that stands, or a new one with everything declared.</summary>
    /// <exception cref="TtvPublishException">The broker does not answer, or refuses.</exception>
    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } standing) return standing;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connection is { IsOpen: true } made) return made;
            Drop(_connection);
            return _connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new TtvPublishException($"The broker does not answer, or refuses: {BrokerFault.Of(e)}.", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection) await AbandonAsync(connection).ConfigureAwait(false);
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await options.Factory().CreateConnectionAsync(name, cancellationToken).ConfigureAwait(false);
        try
        {
            BlockedBecause = null;
            connection.ConnectionBlockedAsync += (_, blocked) => Block(blocked.Reason);
            connection.ConnectionUnblockedAsync += (_, _) => Block(null);
            if (options.DeclaresTopology) await RabbitMqTopology.DeclareAsync(connection, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbandonAsync(connection).ConfigureAwait(false);
            throw;
        }

        metrics.Connected.Add(1);
        return connection;

        Task Block(string? reason)
        {
            BlockedBecause = reason;
            return Task.CompletedTask;
        }
    }

    /// <summary>Lets go of a connection. It is closed behind the caller's back: that may wait for handlers that still run on it.</summary>
    private void Drop(IConnection? connection)
    {
        if (connection is not null && Interlocked.CompareExchange(ref _connection, null, connection) == connection) _ = AbandonAsync(connection);
    }

    private static async Task AbandonAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(AbortLimit).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is done with either way; what was lost with it was said where it was used.
        }
    }
}
