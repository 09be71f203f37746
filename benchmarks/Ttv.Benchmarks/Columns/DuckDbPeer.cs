using System.Globalization;
using DuckDB.NET.Data;
using Ttv.Analytics.Scoring;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// DuckDB in the process, on two threads, with its data loaded before the clock starts. It computes the same whole numbers,
/// so that its result can be set against ours row by row.
/// </summary>
internal sealed class DuckDbPeer : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public DuckDbPeer()
    {
        _connection.Open();
        Execute("SET threads = 2");
        Execute("SET preserve_insertion_order = false");
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Signals in billionths, null where unknown.</summary>
    public void Load(SignalColumns signals)
    {
        Execute("CREATE OR REPLACE TABLE signals (id INTEGER, l INTEGER, e INTEGER, c INTEGER, f INTEGER, high UTINYINT)");
        using var appender = _connection.CreateAppender("signals");
        for (var row = 0; row < signals.Count; row++)
        {
            appender.CreateRow().AppendValue(row)
                .AppendValue(Of(signals.ProgressLatency[row])).AppendValue(Of(signals.EngagementDecay[row]))
                .AppendValue(Of(signals.ComplexityMismatch[row])).AppendValue(Of(signals.StrategicFit[row]))
                .AppendValue(signals.HighValues[row]).EndRow();
        }

        static int? Of(int units) => units < 0 ? null : units;
    }

    /// <summary>The columns of the twenty rules.</summary>
    public void Load(RuleData data)
    {
        Execute("CREATE OR REPLACE TABLE rules (id INTEGER, band UTINYINT, high_value UTINYINT, started UTINYINT, sessions SMALLINT, score USMALLINT, due_in INTEGER, stalled_in INTEGER)");
        using var appender = _connection.CreateAppender("rules");
        for (var row = 0; row < data.Band.Length; row++)
        {
            appender.CreateRow().AppendValue(row).AppendValue(data.Band[row]).AppendValue(data.HighValue[row]).AppendValue(data.Started[row])
                .AppendValue(data.Sessions[row]).AppendValue(data.Score[row]).AppendValue(data.DueIn[row]).AppendValue(data.StalledIn[row]).EndRow();
        }
    }

    /// <summary>Score alone, into a table.</summary>
    public const string ScoreAlone = """
        CREATE OR REPLACE TABLE scores AS
        SELECT id, ((s + d // 2) // d)::USMALLINT AS score
        FROM (SELECT id,
            4000::BIGINT * coalesce(l, 0) + 3000::BIGINT * coalesce(e, 0) + 2000::BIGINT * coalesce(c, 0) + 1000::BIGINT * coalesce(f, 0) AS s,
            nullif(100000::BIGINT * (if(l IS NULL, 0, 4000) + if(e IS NULL, 0, 3000) + if(c IS NULL, 0, 2000) + if(f IS NULL, 0, 1000)), 0) AS d
            FROM signals)
        """;

    /// <summary>Score, intervention path and four contributions by largest remainder, into a table.</summary>
    public const string ScoreWithParts = """
        CREATE OR REPLACE TABLE scores AS
        WITH parts AS (SELECT id, high,
                4000::BIGINT * coalesce(l, 0) AS p0, 3000::BIGINT * coalesce(e, 0) AS p1, 2000::BIGINT * coalesce(c, 0) AS p2, 1000::BIGINT * coalesce(f, 0) AS p3,
                if(l IS NULL, 0, 4000) + if(e IS NULL, 0, 3000) + if(c IS NULL, 0, 2000) + if(f IS NULL, 0, 1000) AS w
            FROM signals),
        divided AS (SELECT id, high, w, d, ((p0 + p1 + p2 + p3 + d // 2) // d) AS score,
                p0 // d AS q0, p1 // d AS q1, p2 // d AS q2, p3 // d AS q3, p0 % d AS r0, p1 % d AS r1, p2 % d AS r2, p3 % d AS r3
            FROM (SELECT *, nullif(100000::BIGINT * w, 0) AS d FROM parts)),
        spare AS (SELECT *, score - q0 - q1 - q2 - q3 AS spare FROM divided)
        SELECT id, score::USMALLINT AS score,
            CASE WHEN score IS NULL OR w < 6000 OR score < 4000 THEN 0 WHEN score >= 7000 AND high = 1 THEN 2 ELSE 1 END::UTINYINT AS path,
            (q0 + ((r1 > r0)::INT + (r2 > r0)::INT + (r3 > r0)::INT < spare)::INT)::USMALLINT AS c0,
            (q1 + ((r0 >= r1)::INT + (r2 > r1)::INT + (r3 > r1)::INT < spare)::INT)::USMALLINT AS c1,
            (q2 + ((r0 >= r2)::INT + (r1 >= r2)::INT + (r3 > r2)::INT < spare)::INT)::USMALLINT AS c2,
            (q3 + ((r0 >= r3)::INT + (r1 >= r3)::INT + (r2 >= r3)::INT < spare)::INT)::USMALLINT AS c3
        FROM spare
        """;

    /// <summary>The masks of the twenty rules, into a table.</summary>
    public static string Masks => $"CREATE OR REPLACE TABLE masks AS SELECT id, {TwentyRules.Sql} AS mask FROM rules";

    public void Dispose() => _connection.Dispose();
}
