using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Storage;

namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>Every port of storage in the tables of a user's own context.</summary>
/// <remarks>
/// Each operation has a context and a transaction of its own, under the context's execution strategy. A commit of which it is not
/// known whether it happened is resolved by versions and unique keys: doing the operation again does no harm.
/// </remarks>
internal sealed partial class RelationalStore<TContext> : IEventLog, IAccountStore, IOutbox, IDeadLetterStore, IInbox, ILeaseStore, IReviewStore, IRetentionStore
    where TContext : DbContext
{
    private const int PageSize = 10_000;
    private const string EventColumns = "sequence, account_id, event_id, name, occurred_us, recorded_us, recorded_assumed, properties";

    private readonly IServiceScopeFactory _scopes;
    private readonly DialectSource _dialects;
    private readonly AsyncLocal<Session?> _running = new();
    private volatile RelationalDialect? _dialect;
    private volatile TtvTables? _tables;

    public RelationalStore(IServiceScopeFactory scopes, DialectSource dialects) => (_scopes, _dialects) = (scopes, dialects);

    public async ValueTask AppendAsync(IReadOnlyCollection<TtvEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0) return;
        // Within a message's effect an event belongs to its transaction; on a database whose writers take turns it would wait for itself.
        if (_running.Value is { IsOver: false } running)
        {
            await _dialect!.AppendEventsAsync(running.Connection, running.Tables, events, wakes: true, cancellationToken).ConfigureAwait(false);
            return;
        }

        await WriteAsync("appending events", async (session, dialect, token) =>
        {
            await dialect.AppendEventsAsync(session.Connection, session.Tables, events, wakes: true, token).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<TtvEvent> ReadAsync(AccountId account, CancellationToken cancellationToken = default) =>
        PagesAsync("account_id = @given AND ", account.Value, cancellationToken);

    public IAsyncEnumerable<TtvEvent> ReadAllAsync(Instant? from = null, CancellationToken cancellationToken = default) =>
        from is { } since ? PagesAsync("occurred_us >= @given AND ", Micros.Of(since), cancellationToken) : PagesAsync("", "", cancellationToken);

    /// <summary>Reads page by page in the order of arrival, so that no reader stays open and a page can be read again.</summary>
    private async IAsyncEnumerable<TtvEvent> PagesAsync(string condition, object given, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = long.MinValue; ;)
        {
            var from = after;
            var page = await ReadAsync("reading events", (session, _, token) => session.ReadAsync(
                $"SELECT {EventColumns} FROM {session.Tables.Events} WHERE {condition}sequence > @after ORDER BY sequence LIMIT {PageSize}",
                r => (Sequence: r.GetInt64(0), Event: ReadLogged(r)), token, ("@given", given), ("@after", from)), cancellationToken).ConfigureAwait(false);
            foreach (var (_, told) in page) yield return told;
            if (page.Count < PageSize) yield break;
            after = page[^1].Sequence;
        }
    }

    /// <summary>An event of the whole log: one that cannot be read is no event less but an answer that is not given.</summary>
    private static TtvEvent ReadLogged(DbDataReader reader)
    {
        try
        {
            return ReadEvent(reader, 1);
        }
        catch (TtvValidationException e)
        {
            throw new TtvStoreException($"The log cannot be read to its end: event {reader.GetInt64(0)} of ttv_events (column sequence) is not valid.", e);
        }
    }

    private static TtvEvent ReadEvent(DbDataReader reader, int at)
    {
        var (name, json) = (reader.GetString(at + 2), reader.GetString(at + 6));
        if (!EventBody.TryRead(name, EventPropertiesJson.Parse(json), out var body, out var fault)) throw new TtvValidationException("event", [fault!]);
        try
        {
            return TtvEvent.Create(
                AccountId.Create(reader.GetString(at)),
                Micros.ToInstant(reader.GetInt64(at + 3)),
                body!,
                EventId.Create(reader.GetString(at + 1)),
                reader.GetBoolean(at + 5) ? null : Micros.ToInstant(reader.GetInt64(at + 4)));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new TtvValidationException("event", [e.Message]);
        }
    }

    /// <summary>Does something in a transaction.</summary>
    private Task<T> WriteAsync<T>(string what, Func<Session, RelationalDialect, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(what, async (session, dialect, token) =>
        {
            await using var transaction = await session.Context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
            var result = await work(session, dialect, token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
            return result;
        }, cancellationToken);

    /// <summary>Reads, each statement for itself.</summary>
    private Task<T> ReadAsync<T>(string what, Func<Session, RelationalDialect, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(what, async (session, dialect, token) =>
        {
            await session.Context.Database.OpenConnectionAsync(token).ConfigureAwait(false);
            return await work(session, dialect, token).ConfigureAwait(false);
        }, cancellationToken);

    private async Task<T> RunAsync<T>(string what, Func<Session, RelationalDialect, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<TContext>();
            var strategy = context.Database.CreateExecutionStrategy();
            if (!strategy.RetriesOnFailure) return await OnceAsync(scope.ServiceProvider, context, cancellationToken).ConfigureAwait(false);
            return await strategy.ExecuteAsync(async token =>
            {
                // A context of its own for every attempt: what a failed one tracked must not be written by the next.
                await using var attempt = _scopes.CreateAsyncScope();
                return await OnceAsync(attempt.ServiceProvider, attempt.ServiceProvider.GetRequiredService<TContext>(), token).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsStoreFault(e))
        {
            // Type and code alone: a driver's message may quote values or the connection string.
            var cause = e;
            while (cause is RetryLimitExceededException or DbUpdateException or InvalidOperationException && cause.InnerException is { } inner) cause = inner;
            var code = cause is DbException driver ? _dialect?.CodeOf(driver) : null;
            throw new TtvStoreException($"The database failed while {what}: {cause.GetType().Name}{(code is null ? "" : " " + code)}.", e);
        }

        async Task<T> OnceAsync(IServiceProvider services, TContext context, CancellationToken token)
        {
            if (_dialect is not { } dialect || _tables is not { } tables)
            {
                (dialect, tables) = Check(services, context);
                await context.Database.OpenConnectionAsync(token).ConfigureAwait(false);
                await dialect.PrepareAsync(context.Database.GetDbConnection(), token).ConfigureAwait(false);
                await context.Database.CloseConnectionAsync().ConfigureAwait(false);
                (_tables, _dialect) = (tables, dialect);
            }

            return await work(new Session(context, services, tables), dialect, token).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the user's context is set up for Ttv; the database is not asked.</summary>
    /// <exception cref="TtvValidationException">It is not; what is missing is named.</exception>
    internal void Check()
    {
        using var scope = _scopes.CreateScope();
        Check(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TContext>());
    }

    private (RelationalDialect Dialect, TtvTables Tables) Check(IServiceProvider services, TContext context)
    {
        // A sender with another context than the transaction's would write outside of it, and twice after a failure.
        if (!ReferenceEquals(services.GetRequiredService<TContext>(), context))
            throw new TtvValidationException("Ttv's storage", [$"{typeof(TContext).Name} is registered as transient: AddDbContext with the scoped lifetime, its default, is needed."]);
        return (_dialects.For(context), new TtvTables(context));
    }

    /// <summary>Without a retrying strategy, providers wrap what looks transient in an InvalidOperationException that recommends one.</summary>
    private static bool IsStoreFault(Exception e) =>
        e is DbException or RetryLimitExceededException or DbUpdateException or TimeoutException or IOException or System.Net.Sockets.SocketException or InvalidOperationException { InnerException: DbException or DbUpdateException };

    /// <summary>Whether the database went away: no row of a user's own is to blame.</summary>
    private static bool IsOutage(RelationalDialect dialect, Exception? e) =>
        e is RetryLimitExceededException || (e is DbException own && dialect.IsOutage(own)) || (e?.InnerException is { } inner && IsStoreFault(e) && IsOutage(dialect, inner));
}
