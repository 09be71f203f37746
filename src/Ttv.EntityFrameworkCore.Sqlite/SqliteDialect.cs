using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ttv.EntityFrameworkCore.Storage;
using Ttv.Events;
using Ttv.Hosting.Storage;

namespace Ttv.EntityFrameworkCore.Sqlite;

/// <summary>What SQLite does its own way: writers take turns, and many rows go through one prepared statement in the order of the key.</summary>
/// <remarks>Its clock is the machine's, to the millisecond. Thread-safe.</remarks>
public sealed class SqliteDialect : RelationalDialect
{
    /// <inheritdoc/>
    public override string ProviderName => "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>SQLite's own result code, such as 5 where the database is busy.</summary>
    public override string? CodeOf(DbException failure) => failure is SqliteException own ? own.SqliteErrorCode.ToString(CultureInfo.InvariantCulture) : base.CodeOf(failure);

    /// <summary>Whether the file is busy (5) or locked (6), or memory (7), a device (10), room on the disk (13) or the file itself (14) is missing. The driver calls none of them transient. Source: SQLite's primary result codes.</summary>
    /// <param name="failure">What the driver threw.</param>
    /// <exception cref="ArgumentNullException">The failure is null.</exception>
    public override bool IsOutage(DbException failure) => failure is SqliteException { SqliteErrorCode: 5 or 6 or 7 or 10 or 13 or 14 } || base.IsOutage(failure);

    /// <summary>Switches the file to write-ahead logging, so that readers and a writer do not wait for each other; the file remembers it.</summary>
    public override async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string Now => "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";

    /// <summary>Nothing: a transaction that writes has the database to itself.</summary>
    public override string SkipLocked => "";

    /// <inheritdoc/>
    public override string AbsorbWakes(TtvTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var taken = $"SELECT sequence FROM {tables.Wakes} ORDER BY sequence LIMIT @limit";
        return $"""
            INSERT INTO {tables.Accounts} (account_id, due_us, wakes, escalation, failures, version)
            SELECT account_id, @now, COUNT(*), 'none', 0, 0 FROM {tables.Wakes} WHERE sequence IN ({taken}) GROUP BY account_id
            ON CONFLICT (account_id) DO UPDATE SET wakes = wakes + excluded.wakes, due_us = CASE WHEN due_us <= excluded.due_us THEN due_us ELSE excluded.due_us END;
            DELETE FROM {tables.Wakes} WHERE sequence IN ({taken});
            """;
    }

    /// <inheritdoc/>
    public override string Among(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <inheritdoc/>
    public override object ToParameter(IReadOnlyCollection<string> values) => JsonSerializer.Serialize(values);

    /// <inheritdoc/>
    public override Task AppendEventsAsync(DbConnection connection, TtvTables tables, IReadOnlyCollection<TtvEvent> events, bool wakes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(events);
        Append((SqliteConnection)connection, tables, events, wakes, cancellationToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlySet<string>> CommitAsync(DbConnection connection, TtvTables tables, string owner, IReadOnlyList<AccountCommit> commits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(commits);
        var sqlite = (SqliteConnection)connection;
        var set = string.Join(", ", RowShapes.Commit.Skip(3).Where(c => c != "due_us").Select(c => $"{c} = ?{RowShapes.Commit.ToList().IndexOf(c) + 1}"));
        using var update = new PreparedStatement(sqlite, $"""
            UPDATE {tables.Accounts} SET {set}, due_us = CASE WHEN wakes = ?3 THEN ?12 ELSE due_us END, lease_owner = NULL, lease_until_us = NULL, version = version + 1
            WHERE account_id = ?1 AND version = ?2 AND lease_owner = ?15
            """);
        using var decide = new PreparedStatement(sqlite, $"INSERT INTO {tables.Decisions} ({string.Join(", ", RowShapes.Decision)}) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (key) DO NOTHING");
        using var putOut = new PreparedStatement(sqlite, $"""
            INSERT INTO {tables.Outbox} (key, payload, trace_parent, created_us, not_before_us, attempts)
            SELECT key, payload, ?2, {Now}, {Now}, 0 FROM {tables.Decisions} WHERE key = ?1 ON CONFLICT (key) DO NOTHING
            """);
        var written = new HashSet<string>(StringComparer.Ordinal);
        var facts = new List<TtvEvent>();
        foreach (var commit in commits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowShapes.Write(commit, update.Next());
            update.Sink.Text(owner);
            if (update.Execute() == 0) continue;
            written.Add(commit.State.Account.Value);
            facts.AddRange(commit.Facts.AsEnumerable());
            foreach (var decision in commit.Decisions)
            {
                RowShapes.Write(decision, decide.Next());
                if (decide.Execute() == 0 || !RowShapes.IsEffect(decision)) continue;
                putOut.Next().Text(decision.Key);
                putOut.Sink.Text(commit.TraceParent);
                putOut.Execute();
            }
        }

        if (facts.Count > 0) Append(sqlite, tables, facts, wakes: false, cancellationToken);
        return Task.FromResult<IReadOnlySet<string>>(written);
    }

    private static void Append(SqliteConnection connection, TtvTables tables, IReadOnlyCollection<TtvEvent> events, bool wakes, CancellationToken cancellationToken)
    {
        using var insert = new PreparedStatement(connection, $"""
            INSERT INTO {tables.Events} ({string.Join(", ", RowShapes.Event)})
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM {tables.Events} WHERE {string.Join(" AND ", RowShapes.Event.Select((c, i) => $"{c} = ?{i + 1}"))})
            """);
        using var wake = new PreparedStatement(connection, $"INSERT INTO {tables.Wakes} (account_id) VALUES (?1)");
        var woken = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var told in events.OrderBy(e => e.Account))
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowShapes.Write(told, insert.Next());
            if (insert.Execute() > 0) woken.Add(told.Account.Value);
        }

        if (!wakes) return;
        foreach (var account in woken)
        {
            wake.Next().Text(account);
            wake.Execute();
        }
    }
}
