using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Storage;

namespace Ttv.EntityFrameworkCore.Storage;

internal sealed partial class RelationalStore<TContext>
{
    public async ValueTask<bool> TryAcquireAsync(string name, string owner, Duration lease, CancellationToken cancellationToken = default)
    {
        StorePorts.CheckLease(name, owner, lease);
        return await WriteAsync("taking a lease", async (session, dialect, token) => await session.ExecuteAsync(
            $"""
            INSERT INTO {session.Tables.Leases} AS held (name, lease_owner, lease_until_us) VALUES (@name, @owner, {dialect.Now} + @lease)
            ON CONFLICT (name) DO UPDATE SET lease_owner = excluded.lease_owner, lease_until_us = excluded.lease_until_us
            WHERE held.lease_owner IS NULL OR held.lease_owner = @owner OR held.lease_until_us <= {dialect.Now}
            """, token, ("@name", name), ("@owner", owner), ("@lease", Micros.Of(lease))).ConfigureAwait(false) > 0, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> ReleaseAsync(string name, string owner, string? note = null, CancellationToken cancellationToken = default) =>
        await WriteAsync("giving a lease back", async (session, _, token) => await session.ExecuteAsync(
            $"UPDATE {session.Tables.Leases} SET lease_owner = NULL, lease_until_us = NULL, note = CASE WHEN @keeps = 1 THEN note ELSE @note END WHERE name = @name AND lease_owner = @owner",
            token, ("@keeps", note is null ? 1 : 0), ("@note", note ?? ""), ("@name", name), ("@owner", owner)).ConfigureAwait(false) > 0, cancellationToken).ConfigureAwait(false);

    public async ValueTask<string?> ReadNoteAsync(string name, CancellationToken cancellationToken = default) =>
        (await ReadAsync("reading a job's note", (session, _, token) => session.ReadAsync(
            $"SELECT note FROM {session.Tables.Leases} WHERE name = @name", r => Text(r, 0), token, ("@name", name)), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<bool> AddAsync(StoredReview review, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        return await WriteAsync("keeping a review", async (session, _, token) => await session.ExecuteAsync(
            $"INSERT INTO {session.Tables.Reviews} (key, as_of_us, definitions, json) VALUES (@key, @asOf, @definitions, @json) ON CONFLICT (key) DO NOTHING",
            token, ("@key", review.Key), ("@asOf", Micros.Of(review.AsOf)), ("@definitions", review.Definitions), ("@json", review.Json)).ConfigureAwait(false) > 0, cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<StoredReview?> IReviewStore.FindAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync("reading a review", (session, _, token) => session.ReadAsync(
            $"SELECT key, as_of_us, definitions, json FROM {session.Tables.Reviews} WHERE key = @key",
            r => new StoredReview(r.GetString(0), Micros.ToInstant(r.GetInt64(1)), r.GetString(2), r.GetString(3)), token, ("@key", key)), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<ValueList<ReviewSlip>> ListAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync("listing the reviews", (session, _, token) => session.ReadAsync(
            $"SELECT key, as_of_us FROM {session.Tables.Reviews} ORDER BY as_of_us DESC", r => new ReviewSlip(r.GetString(0), Micros.ToInstant(r.GetInt64(1))), token), cancellationToken).ConfigureAwait(false)).ToValueList();

    public async ValueTask AppendCohortFactsAsync(IReadOnlyCollection<CohortFact> facts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Count == 0) return;
        await WriteAsync("appending cohort facts", async (session, _, token) =>
        {
            foreach (var fact in facts)
            {
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO {session.Tables.CohortFacts} (cohort, kind, value, set_by, occurred_us, recorded_us) SELECT @cohort, @kind, @value, @setBy, @occurred, @recorded
                    WHERE NOT EXISTS (
                        SELECT 1 FROM {session.Tables.CohortFacts}
                        WHERE cohort = @cohort AND kind = @kind AND value = @value AND set_by = @setBy AND occurred_us = @occurred AND recorded_us = @recorded)
                    """,
                    token, ("@cohort", fact.Cohort), ("@kind", WireName.Of(fact.Kind)), ("@value", fact.Value), ("@setBy", fact.SetBy), ("@occurred", Micros.Of(fact.OccurredAt)), ("@recorded", Micros.Of(fact.RecordedAt))).ConfigureAwait(false);
            }

            return facts.Count;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ValueList<CohortFact>> ReadCohortFactsAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync("reading cohort facts", (session, _, token) => session.ReadAsync(
            $"SELECT cohort, kind, value, set_by, occurred_us, recorded_us FROM {session.Tables.CohortFacts}",
            r => CohortFact.Create(
                r.GetString(0), Parse<CohortFactKind>(r.GetString(1))!.Value, r.GetString(2), r.GetString(3), Micros.ToInstant(r.GetInt64(4)), Micros.ToInstant(r.GetInt64(5))), token), cancellationToken).ConfigureAwait(false)).ToValueList();

    public async ValueTask<int> DeleteHandledAsync(Duration age, int limit, CancellationToken cancellationToken = default) =>
        await WriteAsync("deleting old marks", (session, dialect, token) => session.ExecuteAsync(
            $"""
            DELETE FROM {session.Tables.Inbox} WHERE key IN (
                SELECT i.key FROM {session.Tables.Inbox} i
                WHERE i.handled_us < {dialect.Now} - @age AND {NotOnItsWay(session.Tables, "i.key")} ORDER BY i.handled_us LIMIT @limit)
            """,
            token, ("@age", Micros.Of(age)), ("@limit", limit)), cancellationToken).ConfigureAwait(false);

    public async ValueTask<int> DeleteDecisionsAsync(Instant before, int limit, CancellationToken cancellationToken = default) =>
        await WriteAsync("deleting old decisions", (session, _, token) => session.ExecuteAsync(
            $"""
            DELETE FROM {session.Tables.Decisions} WHERE key IN (
                SELECT d.key FROM {session.Tables.Decisions} d JOIN {session.Tables.Accounts} a ON a.account_id = d.account_id
                WHERE d.decided_us < @before AND a.due_us IS NULL AND a.fault IS NULL AND {NotOnItsWay(session.Tables, "d.key")}
                    AND NOT EXISTS (SELECT 1 FROM {session.Tables.Wakes} w WHERE w.account_id = d.account_id)
                ORDER BY d.decided_us LIMIT @limit)
            """,
            token, ("@before", Micros.Of(before)), ("@limit", limit)), cancellationToken).ConfigureAwait(false);

    /// <summary>A condition that no message of a key waits to be published or replayed: until then it may arrive, however old it is.</summary>
    private static string NotOnItsWay(TtvTables tables, string key) =>
        $"NOT EXISTS (SELECT 1 FROM {tables.Outbox} o WHERE o.key = {key}) AND NOT EXISTS (SELECT 1 FROM {tables.DeadLetters} l WHERE l.key = {key})";
}
