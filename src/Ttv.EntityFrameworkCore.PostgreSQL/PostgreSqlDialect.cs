using System.Data.Common;
using Npgsql;
using Ttv.EntityFrameworkCore.Storage;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.EntityFrameworkCore.PostgreSQL;

/// <summary>What PostgreSQL does its own way: claims that pass each other's rows by, and many rows by binary COPY into a temporary table.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class PostgreSqlDialect : RelationalDialect
{
    /// <summary>From so many rows on, COPY into a temporary table beats arrays.</summary>
    private const int CopyFrom = 1_000;

    /// <inheritdoc/>
    public override string ProviderName => "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <inheritdoc/>
    public override string Now => "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    /// <inheritdoc/>
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    /// <inheritdoc/>
    public override string AbsorbWakes(TtvTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return $"""
            WITH taken AS MATERIALIZED (SELECT sequence AS id FROM {tables.Wakes} ORDER BY sequence LIMIT @limit FOR UPDATE SKIP LOCKED),
            woken AS (DELETE FROM {tables.Wakes} WHERE sequence IN (SELECT id FROM taken) RETURNING account_id)
            INSERT INTO {tables.Accounts} AS known (account_id, due_us, wakes, escalation, failures, version)
            SELECT account_id, @now, count(*), 'none', 0, 0 FROM woken GROUP BY account_id ORDER BY account_id COLLATE "C"
            ON CONFLICT (account_id) DO UPDATE SET wakes = known.wakes + excluded.wakes, due_us = least(known.due_us, excluded.due_us)
            """;
    }

    /// <inheritdoc/>
    public override string Among(string column, string parameter) => $"{column} = ANY({parameter})";

    /// <inheritdoc/>
    public override object ToParameter(IReadOnlyCollection<string> values) => values.ToArray();

    /// <inheritdoc/>
    public override async Task AppendEventsAsync(DbConnection connection, TtvTables tables, IReadOnlyCollection<TtvEvent> events, bool wakes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(events);
        var npgsql = (NpgsqlConnection)connection;
        var ordered = events.OrderBy(e => e.Account).ToArray();
        var columns = string.Join(", ", RowShapes.Event);
        var wake = wakes ? $"INSERT INTO {tables.Wakes} (account_id) SELECT DISTINCT account_id FROM added" : "SELECT 1";
        string source;
        await using var command = npgsql.CreateCommand();
        if (ordered.Length >= CopyFrom)
        {
            await ExecuteAsync(npgsql, "CREATE TEMPORARY TABLE IF NOT EXISTS ttv_new_events (account_id text, event_id text, name text, occurred_us bigint, recorded_us bigint, recorded_assumed boolean, properties text) ON COMMIT DELETE ROWS", cancellationToken).ConfigureAwait(false);
            await CopyAsync(npgsql, $"COPY ttv_new_events ({columns}) FROM STDIN (FORMAT BINARY)", ordered, RowShapes.Write, cancellationToken).ConfigureAwait(false);
            source = "ttv_new_events AS n";
        }
        else
        {
            var sink = new ArraySink();
            foreach (var told in ordered) RowShapes.Write(told, sink.Next());
            sink.AddTo(command);
            source = $"unnest({string.Join(", ", Enumerable.Range(0, RowShapes.Event.Count).Select(i => $"@p{i}"))}) AS n ({columns})";
        }

        command.CommandText = $"""
            WITH added AS (
                INSERT INTO {tables.Events} ({columns}) SELECT DISTINCT {columns} FROM {source}
                WHERE NOT EXISTS (SELECT 1 FROM {tables.Events} e WHERE {string.Join(" AND ", RowShapes.Event.Select(c => $"e.{c} = n.{c}"))})
                RETURNING account_id)
            {wake}
            """;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlySet<string>> CommitAsync(DbConnection connection, TtvTables tables, string owner, IReadOnlyList<AccountCommit> commits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(commits);
        var npgsql = (NpgsqlConnection)connection;
        await ExecuteAsync(npgsql, """
            CREATE TEMPORARY TABLE IF NOT EXISTS ttv_commits (
                account_id text, version bigint, wakes bigint, segment text, signed_up_us bigint, first_value_us bigint, risk_hundredths integer, risk_band text,
                escalation text, record text, evaluated_us bigint, due_us bigint, failures integer, fault text) ON COMMIT DELETE ROWS;
            SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off
            """, cancellationToken).ConfigureAwait(false);
        await CopyAsync(npgsql, $"COPY ttv_commits ({string.Join(", ", RowShapes.Commit)}) FROM STDIN (FORMAT BINARY)", commits, RowShapes.Write, cancellationToken).ConfigureAwait(false);

        var set = string.Join(", ", RowShapes.Commit.Skip(3).Where(c => c != "due_us").Select(c => $"{c} = n.{c}"));
        await using var command = npgsql.CreateCommand();
        // Row by row in the order in which they were copied, which is the key's, as those who absorb wakes go: nobody waits for another in
        // a circle, and pages are written one after the other. Hence the nested loop. The ids come back only where some were left out.
        command.CommandText = $"""
            WITH written AS (
                UPDATE {tables.Accounts} a SET {set}, due_us = CASE WHEN a.wakes = n.wakes THEN n.due_us ELSE a.due_us END, lease_owner = NULL, lease_until_us = NULL, version = a.version + 1
                FROM ttv_commits n
                WHERE a.account_id = n.account_id AND a.version = n.version AND a.lease_owner = @owner
                RETURNING a.account_id)
            SELECT CASE WHEN count(*) = @count THEN NULL ELSE array_agg(account_id) END FROM written
            """;
        command.Parameters.AddWithValue("@owner", owner);
        command.Parameters.AddWithValue("@count", (long)commits.Count);
        var ids = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string[] ?? [.. commits.Select(c => c.State.Account.Value)];
        var written = ids.ToHashSet(StringComparer.Ordinal);
        var kept = commits.Where(c => written.Contains(c.State.Account.Value)).ToArray();
        var decisions = kept.SelectMany(c => c.Decisions.Select(d => (Decision: d, c.TraceParent))).OrderBy(d => d.Decision.Key, StringComparer.Ordinal).ToArray();
        if (decisions.Length > 0) await DecideAsync(npgsql, tables, decisions, cancellationToken).ConfigureAwait(false);
        var facts = kept.SelectMany(c => c.Facts.AsEnumerable()).ToArray();
        if (facts.Length > 0) await AppendEventsAsync(npgsql, tables, facts, wakes: false, cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <summary>Keeps decisions, and puts out those that are new and are to take effect.</summary>
    private async Task DecideAsync(NpgsqlConnection connection, TtvTables tables, (NudgeDecision Decision, string? TraceParent)[] decisions, CancellationToken cancellationToken)
    {
        var sink = new ArraySink();
        foreach (var (decision, trace) in decisions)
        {
            RowShapes.Write(decision, sink.Next());
            sink.Text(trace);
            sink.Boolean(RowShapes.IsEffect(decision));
        }

        var columns = string.Join(", ", RowShapes.Decision);
        await using var command = connection.CreateCommand();
        sink.AddTo(command);
        command.CommandText = $"""
            WITH given AS (SELECT * FROM unnest(@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7) AS g ({columns}, trace_parent, is_effect)),
            fresh AS (INSERT INTO {tables.Decisions} ({columns}) SELECT {columns} FROM given ON CONFLICT (key) DO NOTHING RETURNING key)
            INSERT INTO {tables.Outbox} (key, payload, trace_parent, created_us, not_before_us, attempts)
            SELECT g.key, g.payload, g.trace_parent, {Now}, {Now}, 0 FROM given g JOIN fresh ON fresh.key = g.key WHERE g.is_effect
            ON CONFLICT (key) DO NOTHING
            """;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string copy, IReadOnlyList<T> rows, Action<T, ColumnSink> write, CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(copy, cancellationToken).ConfigureAwait(false);
        var sink = new CopySink(importer);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            write(row, sink);
        }

        await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
