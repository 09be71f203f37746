using System.Globalization;
using DuckDB.NET.Data;

namespace Ttv.Benchmarks.Columns;

/// <summary>The fold as SQL over a loaded table in memory; its result stays in a table of its own.</summary>
internal sealed class DuckDbFold : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");
    private readonly string _aggregates;

    public DuckDbFold(FoldLog log, int threads)
    {
        _connection.Open();
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads}"));
        Execute("SET preserve_insertion_order = false");
        Execute("CREATE TABLE events (account INTEGER, id UBIGINT, kind UTINYINT, occurred_at BIGINT, recorded_at BIGINT)");
        using (var appender = _connection.CreateAppender("events"))
        {
            for (var i = 0; i < log.Accounts.Length; i++)
                appender.CreateRow().AppendValue(log.Accounts[i]).AppendValue(log.Ids[i]).AppendValue((byte)log.Kinds[i]).AppendValue(log.OccurredAt[i]).AppendValue(log.RecordedAt[i]).EndRow();
        }

        _aggregates = string.Create(CultureInfo.InvariantCulture, $"""
            CREATE OR REPLACE TEMP TABLE folded AS
            SELECT account, signed_up, segment, first_value, churned,
              (s1 IS NOT NULL)::INT + 2 * (s2 IS NOT NULL)::INT + 4 * (s3 IS NOT NULL)::INT + 8 * (first_value IS NOT NULL)::INT AS steps,
              greatest(signed_up, s1, s2, s3, first_value) AS progress, last_activity,
              CASE WHEN signed_up <= {log.AsOfMicros - (2 * FoldLog.Window)} THEN last_sessions ELSE -1 END AS last_sessions,
              CASE WHEN signed_up <= {log.AsOfMicros - (2 * FoldLog.Window)} THEN previous_sessions ELSE -1 END AS previous_sessions,
              assisted IS NOT NULL AS assisted, coalesce(assisted < first_value, false) AS assisted_before
            FROM (
              SELECT account,
                min(occurred_at) FILTER (kind < {FoldLog.SignUps}) AS signed_up, min(kind) FILTER (kind < {FoldLog.SignUps}) AS segment,
                min(occurred_at) FILTER (kind = {FoldLog.FirstStep}) AS s1, min(occurred_at) FILTER (kind = {FoldLog.FirstStep + 1}) AS s2,
                min(occurred_at) FILTER (kind = {FoldLog.FirstStep + 2}) AS s3, min(occurred_at) FILTER (kind = {FoldLog.FirstValue}) AS first_value,
                min(occurred_at) FILTER (kind = {FoldLog.Cancelled}) AS churned, min(occurred_at) FILTER (kind = {FoldLog.Called}) AS assisted,
                max(occurred_at) FILTER (kind BETWEEN {FoldLog.Session} AND {FoldLog.LastActivity}) AS last_activity,
                count(*) FILTER (kind = {FoldLog.Session} AND occurred_at > {log.AsOfMicros - FoldLog.Window}) AS last_sessions,
                count(*) FILTER (kind = {FoldLog.Session} AND occurred_at > {log.AsOfMicros - (2 * FoldLog.Window)} AND occurred_at <= {log.AsOfMicros - FoldLog.Window}) AS previous_sessions
              FROM SOURCE GROUP BY account)
            """).Replace("SOURCE", "{0}", StringComparison.Ordinal);
        Recorded = string.Create(CultureInfo.InvariantCulture, $"events WHERE recorded_at <= {log.AsOfMicros}");
    }

    private string Recorded { get; }

    /// <summary>Repetitions out by whole rows.</summary>
    public void FoldDistinct() => Fold($"(SELECT DISTINCT account, id, kind, occurred_at FROM {Recorded})");

    /// <summary>Repetitions out by account and id.</summary>
    public void FoldGrouped() => Fold($"(SELECT account, id, any_value(kind) AS kind, any_value(occurred_at) AS occurred_at FROM {Recorded} GROUP BY account, id)");

    /// <summary>Repetitions left in: another answer, shown for its time alone.</summary>
    public void FoldAll() => Fold($"(SELECT * FROM {Recorded})");

    public IEnumerable<(int Account, FoldedAccount Folded)> Result()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT * FROM folded";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt32(0), new FoldedAccount(
                reader.GetInt64(1), reader.GetByte(2), Time(3), Time(4), reader.GetInt32(5), reader.GetInt64(6), Time(7), (int)reader.GetInt64(8), (int)reader.GetInt64(9), reader.GetBoolean(10), reader.GetBoolean(11)));
        }

        long Time(int column) => reader.IsDBNull(column) ? long.MinValue : reader.GetInt64(column);
    }

    public void Dispose() => _connection.Dispose();

    private void Fold(string source) => Execute(_aggregates.Replace("{0}", source, StringComparison.Ordinal));

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
