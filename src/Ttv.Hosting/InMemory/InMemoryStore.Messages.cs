using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting.InMemory;

public sealed partial class InMemoryStore
{
    private readonly List<Waiting> _outbox = [];
    private readonly List<(NudgeMessage Message, DeadLetter Letter)> _deadLetters = [];
    private readonly Dictionary<string, TimeSpan> _inbox = new(StringComparer.Ordinal);
    private readonly AsyncLocal<Transaction?> _running = new();
    private readonly Dictionary<string, SemaphoreSlim> _processing = new(StringComparer.Ordinal);

    private sealed class Waiting(NudgeMessage message, TimeSpan since)
    {
        public NudgeMessage Message { get; } = message;

        public string Key => Message.Decision.Key;

        public TimeSpan Since { get; } = since;

        public TimeSpan NotBefore { get; set; } = since;

        public int Attempts { get; set; }

        public Hold Hold { get; set; }
    }

    private sealed class Transaction(IServiceProvider services) : IInboxTransaction
    {
        public List<TtvEvent> Recorded { get; } = [];

        public bool IsOver { get; set; }

        public IServiceProvider Services => services;

        public void Record(TtvEvent told) => Recorded.Add(told);
    }

    /// <inheritdoc/>
    public ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        StorePorts.CheckClaim(owner, lease, limit);
        lock (_gate)
        {
            var claimed = _outbox.Where(w => w.Hold.IsFree(Since()) && w.NotBefore <= Since()).Take(limit).ToArray();
            foreach (var waiting in claimed) waiting.Hold = HoldBy(owner, lease);
            return new(claimed.Select(w => new OutboxMessage(w.Message, w.Attempts)).ToValueList());
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_gate) _outbox.RemoveAll(w => w.Hold.Owner == owner && keys.Contains(w.Key));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Held(owner, key) is { } waiting)
            {
                waiting.Hold = default;
                waiting.NotBefore = Since() + delay.ToTimeSpan();
                if (fault is not null) waiting.Attempts++;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Held(owner, key) is { } waiting)
            {
                _outbox.Remove(waiting);
                _deadLetters.RemoveAll(d => d.Letter.Key == key);
                _deadLetters.Add((waiting.Message, new DeadLetter(waiting.Key, waiting.Message, reason, waiting.Attempts + 1, _clock.GetCurrentInstant())));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate) return new(new OutboxStatus(_outbox.Count, _outbox.Count == 0 ? Duration.Zero : Duration.FromTimeSpan(Since() - _outbox.Min(w => w.Since)), _deadLetters.Count));
    }

    IAsyncEnumerable<DeadLetter> IDeadLetterStore.ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate) return _deadLetters.Select(d => d.Letter).ToArray().ToAsyncEnumerable();
    }

    ValueTask<bool> IDeadLetterStore.ReplayAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var index = _deadLetters.FindIndex(d => d.Letter.Key == key);
            if (index < 0) return new(false);
            PutOut(_deadLetters[index].Message);
            _deadLetters.RemoveAt(index);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(effect);
        SemaphoreSlim turn;
        lock (_gate)
        {
            if (!_processing.TryGetValue(key, out turn!)) _processing.Add(key, turn = new SemaphoreSlim(1));
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (_inbox.ContainsKey(key)) return InboxOutcome.Duplicate;
            }

            await using var scope = _services.CreateAsyncScope();
            var transaction = new Transaction(scope.ServiceProvider);
            try
            {
                _running.Value = transaction;
                await effect(transaction, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                transaction.IsOver = true;
                _running.Value = null;
            }

            lock (_gate)
            {
                _inbox.Add(key, Since());
                _processing.Remove(key);
                Append(transaction.Recorded, wakes: true);
            }

            return InboxOutcome.Handled;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Puts a message out, unless it waits already.</summary>
    private void PutOut(NudgeMessage message)
    {
        if (!_outbox.Exists(w => w.Key == message.Decision.Key)) _outbox.Add(new Waiting(message, Since()));
    }

    private bool IsOnItsWay(string key) => _outbox.Exists(w => w.Key == key) || _deadLetters.Exists(d => d.Letter.Key == key);

    private Waiting? Held(string owner, string key) => _outbox.Find(w => w.Hold.Owner == owner && w.Key == key);
}
