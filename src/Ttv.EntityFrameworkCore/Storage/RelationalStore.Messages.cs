using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.EntityFrameworkCore.Storage;

internal sealed partial class RelationalStore<TContext>
{
    private sealed class Transaction(IServiceProvider services) : IInboxTransaction
    {
        public List<TtvEvent> Recorded { get; } = [];

        public IServiceProvider Services => services;

        public void Record(TtvEvent told)
        {
            ArgumentNullException.ThrowIfNull(told);
            Recorded.Add(told);
        }
    }

    /// <summary>Carries what an effect threw out of the execution strategy, which would take some of it for its own.</summary>
    private sealed class EffectException(Exception thrown) : Exception(null, thrown);

    public async ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        StorePorts.CheckClaim(owner, lease, limit);
        if (!await ReadAsync("looking for messages", async (session, dialect, token) => (await session.ReadAsync(
            $"SELECT 1 WHERE EXISTS (SELECT 1 FROM {session.Tables.Outbox} WHERE not_before_us <= {dialect.Now} AND (lease_until_us IS NULL OR lease_until_us <= {dialect.Now}))",
            r => true, token).ConfigureAwait(false)).Count > 0, cancellationToken).ConfigureAwait(false)) return [];

        var claimed = await WriteAsync("claiming messages", (session, dialect, token) => session.ReadAsync(
            $"""
            WITH waiting AS MATERIALIZED (
                SELECT key AS id FROM {session.Tables.Outbox}
                WHERE not_before_us <= {dialect.Now} AND (lease_until_us IS NULL OR lease_until_us <= {dialect.Now})
                ORDER BY not_before_us LIMIT @limit {dialect.SkipLocked})
            UPDATE {session.Tables.Outbox} SET lease_owner = @owner, lease_until_us = {dialect.Now} + @lease
            WHERE key IN (SELECT id FROM waiting)
            RETURNING key, payload, trace_parent, attempts, created_us
            """,
            r => (Key: r.GetString(0), Message: ReadMessage(r, 1, out var fault), Fault: fault, Attempts: r.GetInt32(3), Created: r.GetInt64(4)), token, ("@owner", owner), ("@lease", Micros.Of(lease)), ("@limit", limit)), cancellationToken).ConfigureAwait(false);
        // One that this version cannot read holds up no other: it is set aside with its reason, as it is, for one that can.
        foreach (var (key, _, fault, _, _) in claimed.Where(c => c.Message is null)) await SetAsideAsync(owner, key, fault!, cancellationToken).ConfigureAwait(false);
        return claimed.Where(c => c.Message is not null).OrderBy(c => c.Created).Select(c => new OutboxMessage(c.Message!, c.Attempts)).ToValueList();
    }

    public async ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0) return;
        await WriteAsync("deleting published messages", (session, dialect, token) => session.ExecuteAsync(
            $"DELETE FROM {session.Tables.Outbox} WHERE lease_owner = @owner AND {dialect.Among("key", "@keys")}", token, ("@owner", owner), ("@keys", dialect.ToParameter(keys))), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default) =>
        await WriteAsync("giving a message back", (session, dialect, token) => session.ExecuteAsync(
            $"UPDATE {session.Tables.Outbox} SET lease_owner = NULL, lease_until_us = NULL, not_before_us = {dialect.Now} + @delay, attempts = attempts + @counted WHERE key = @key AND lease_owner = @owner",
            token, ("@delay", Micros.Of(delay)), ("@counted", fault is null ? 0 : 1), ("@key", key), ("@owner", owner)), cancellationToken).ConfigureAwait(false);

    public async ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default) =>
        await WriteAsync("setting a message aside", async (session, dialect, token) =>
        {
            var moved = await session.ExecuteAsync(
                $"""
                INSERT INTO {session.Tables.DeadLetters} (key, payload, trace_parent, reason, attempts, set_aside_us)
                SELECT key, payload, trace_parent, @reason, attempts + 1, {dialect.Now} FROM {session.Tables.Outbox} WHERE key = @key AND lease_owner = @owner
                ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, trace_parent = excluded.trace_parent, reason = excluded.reason, attempts = excluded.attempts, set_aside_us = excluded.set_aside_us
                """,
                token, ("@reason", RowShapes.Storable(reason)), ("@key", key), ("@owner", owner)).ConfigureAwait(false);
            if (moved > 0) await session.ExecuteAsync($"DELETE FROM {session.Tables.Outbox} WHERE key = @key", token, ("@key", key)).ConfigureAwait(false);
            return moved;
        }, cancellationToken).ConfigureAwait(false);

    public async ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync("asking how far publishing lags", (session, dialect, token) => session.ReadAsync(
            $"SELECT COUNT(*), {dialect.Now} - MIN(created_us), (SELECT COUNT(*) FROM {session.Tables.DeadLetters}) FROM {session.Tables.Outbox}",
            r => new OutboxStatus(Count(r, 0), r.IsDBNull(1) ? Duration.Zero : Micros.ToDuration(Math.Max(0, Count(r, 1))), Count(r, 2)), token), cancellationToken).ConfigureAwait(false))[0];

    async IAsyncEnumerable<DeadLetter> IDeadLetterStore.ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dead = await ReadAsync("reading dead letters", (session, dialect, token) => session.ReadAsync(
            $"SELECT key, payload, trace_parent, reason, attempts, set_aside_us FROM {session.Tables.DeadLetters} ORDER BY set_aside_us",
            r => new DeadLetter(r.GetString(0), ReadMessage(r, 1, out _), r.GetString(3), r.GetInt32(4), Micros.ToInstant(r.GetInt64(5))), token), cancellationToken).ConfigureAwait(false);
        foreach (var letter in dead) yield return letter;
    }

    async ValueTask<bool> IDeadLetterStore.ReplayAsync(string key, CancellationToken cancellationToken) =>
        await WriteAsync("replaying a dead letter", async (session, dialect, token) =>
        {
            var moved = await session.ExecuteAsync(
                $"INSERT INTO {session.Tables.Outbox} (key, payload, trace_parent, created_us, not_before_us, attempts) SELECT key, payload, trace_parent, {dialect.Now}, {dialect.Now}, 0 FROM {session.Tables.DeadLetters} WHERE key = @key ON CONFLICT (key) DO NOTHING",
                token, ("@key", key)).ConfigureAwait(false);
            return await session.ExecuteAsync($"DELETE FROM {session.Tables.DeadLetters} WHERE key = @key", token, ("@key", key)).ConfigureAwait(false) > 0 || moved > 0;
        }, cancellationToken).ConfigureAwait(false);

    public async ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(effect);
        try
        {
            return await ProcessOnceAsync(key, effect, cancellationToken).ConfigureAwait(false);
        }
        catch (EffectException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    private Task<InboxOutcome> ProcessOnceAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken) =>
        WriteAsync("handling a message", async (session, dialect, token) =>
        {
            // The mark first: of several at once, the others wait here and then find it.
            if (await session.ExecuteAsync($"INSERT INTO {session.Tables.Inbox} (key, handled_us) VALUES (@key, {dialect.Now}) ON CONFLICT (key) DO NOTHING", token, ("@key", key)).ConfigureAwait(false) == 0)
                return InboxOutcome.Duplicate;
            var transaction = new Transaction(session.Services);
            try
            {
                _running.Value = session;
                await effect(transaction, token).ConfigureAwait(false);
                await session.Context.SaveChangesAsync(token).ConfigureAwait(false);
            }
            catch (Exception e) when (!IsOutage(dialect, e))
            {
                // Whatever the sender threw, or the user's own rows did, reaches the caller as it is and is not tried again by the
                // database's strategy; that the database went away does not count against the message.
                throw new EffectException(e);
            }
            finally
            {
                session.IsOver = true;
                _running.Value = null;
            }

            if (transaction.Recorded.Count > 0) await dialect.AppendEventsAsync(session.Connection, session.Tables, transaction.Recorded, wakes: true, token).ConfigureAwait(false);
            return InboxOutcome.Handled;
        }, cancellationToken);

    /// <summary>Reads payload and trace; null where this version cannot read what another one wrote.</summary>
    private static NudgeMessage? ReadMessage(DbDataReader reader, int at, out string? fault)
    {
        try
        {
            fault = null;
            return new NudgeMessage(NudgeDecisionJson.Parse(reader.GetString(at)), Text(reader, at + 1));
        }
        catch (TtvValidationException e)
        {
            fault = $"the message cannot be read: {string.Join("; ", e.Faults)}";
            return null;
        }
    }

    /// <summary>Counts and differences are 64-bit in one database and wider in another.</summary>
    private static long Count(DbDataReader reader, int at) => Convert.ToInt64(reader.GetValue(at), CultureInfo.InvariantCulture);
}
