using System.Globalization;
using DuckDB.NET.Data;
using Ttv.Analytics.Reviews;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// The review in DuckDB, two threads, the data loaded into the narrowest columns. The table <c>prepared</c> has cohort, time
/// and status worked out beforehand, which Ttv does within its own time; <c>raw</c> has what Ttv starts from.
/// </summary>
internal sealed class DuckDbReview : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly long _unit;

    public DuckDbReview(ReviewPopulation population, long unit)
    {
        _unit = unit;
        _connection.Open();
        Execute("SET threads = 2");
        var type = unit == 1 ? "BIGINT" : "INTEGER";
        Execute($"CREATE TABLE raw (segment SMALLINT, signed_up {type}, value {type}, active BOOLEAN, before BOOLEAN, accountable BOOLEAN)");
        using (var appender = _connection.CreateAppender("raw"))
        {
            for (var i = 0; i < population.Count; i++)
            {
                var row = appender.CreateRow().AppendValue(population.Segment[i]);
                long? value = population.Value[i] == ReviewPopulation.Never ? null : population.Value[i] / unit;
                if (unit == 1) row.AppendValue(population.SignedUp[i]).AppendValue(value);
                else row.AppendValue((int)(population.SignedUp[i] / unit)).AppendValue((int?)value);
                row.AppendValue(Has(OutcomeFlags.ActiveInWeek2)).AppendValue(Has(OutcomeFlags.AssistedBeforeValue)).AppendValue(Has(OutcomeFlags.Accountable)).EndRow();

                bool Has(OutcomeFlags flag) => (population.Flags[i] & flag) != 0;
            }
        }

        Execute($"CREATE TABLE prepared AS {Prepared(type)}");
    }

    private long End => ReviewPopulation.End / _unit;

    private long Week => ReviewPopulation.Week * 1_000_000 / _unit;

    /// <summary>Counts, rates and exact quartiles; from raw facts or from prepared ones.</summary>
    public CohortRow[] Rates(bool raw) => Read($"""
        SELECT cohort, count(*), count(*) FILTER (reached), count(*) FILTER (age >= {Week}), count(*) FILTER (reached AND time <= {Week} AND age >= {Week}),
          count(*) FILTER (age >= {2 * Week}), count(*) FILTER (age >= {2 * Week} AND active), count(*) FILTER (reached AND before), count(*) FILTER (reached AND accountable),
          quantile_cont(time, [0.25, 0.5, 0.75]) FILTER (reached)
        FROM {(raw ? $"({Prepared("BIGINT")})" : "prepared")} GROUP BY cohort ORDER BY cohort
        """,
        r => new CohortRow(
            (int)r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8),
            Quartile(r, 0), Quartile(r, 1), Quartile(r, 2)));

    /// <summary>The same and the Kaplan-Meier median and 7-day rate, the product over ticks by window functions; without intervals.</summary>
    public CohortRow[] RatesAndKaplanMeier()
    {
        var curves = Read($"""
            WITH ticks AS (SELECT cohort, time, count(*) AS n, count(*) FILTER (reached) AS d FROM prepared GROUP BY cohort, time),
              risks AS (SELECT cohort, time, d, sum(n) OVER (PARTITION BY cohort ORDER BY time DESC) AS at_risk FROM ticks),
              curves AS (SELECT cohort, time, product(1 - d / at_risk) OVER (PARTITION BY cohort ORDER BY time) AS s FROM risks WHERE d > 0)
            SELECT cohort, min(time) FILTER (1 - s >= 0.5 - 1.490116119384766e-8), min(time) FILTER (1 - s >= 0.5 + 1.490116119384766e-8), 1 - min(s) FILTER (time <= {Week})
            FROM curves GROUP BY cohort ORDER BY cohort
            """,
            r => (Median: r.IsDBNull(0) || r.IsDBNull(1) ? default(double?) : (r.GetInt64(1) + r.GetInt64(2)) / 2.0, Rate: r.GetDouble(3)));
        return [.. Rates(raw: false).Zip(curves, (row, curve) => row with { SurvivalMedian = curve.Median, RateByWeek = curve.Rate })];
    }

    public void Dispose() => _connection.Dispose();

    private string Prepared(string type) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT CAST((signed_up // {Week}) * {ReviewPopulation.Segments} + segment AS SMALLINT) AS cohort, CAST(value <= {End} AND value IS NOT NULL AS BOOLEAN) AS reached,
          CAST(CASE WHEN value <= {End} THEN value - signed_up ELSE {End} - signed_up END AS {type}) AS time, CAST({End} - signed_up AS {type}) AS age, active, before, accountable FROM raw
        """);

    private static double Quartile(DuckDBDataReader reader, int index) => ((List<double>)reader.GetValue(9))[index];

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private T[] Read<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return [.. rows];
    }
}
