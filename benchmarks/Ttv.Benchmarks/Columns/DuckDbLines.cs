using DuckDB.NET.Data;

namespace Ttv.Benchmarks.Columns;

/// <summary>The same lines by DuckDB's <c>read_json</c> with declared columns, the fastest way it offers.</summary>
internal sealed class DuckDbLines : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly string _table;

    public DuckDbLines(string path, int threads)
    {
        _table = $$"""
            read_json('{{path}}', format = 'newline_delimited', columns = {event: 'VARCHAR', messageId: 'VARCHAR', timestamp: 'TIMESTAMP', receivedAt: 'TIMESTAMP',
                context: 'STRUCT(groupId VARCHAR)', properties: 'STRUCT(platform VARCHAR)'})
            """;
        _connection.Open();
        Execute($"SET threads = {threads}");
    }

    public string Version => _connection.ServerVersion;

    /// <summary>Every column read, none folded.</summary>
    public long Read()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT count(event), count(messageId), count(timestamp), count(receivedAt), count(context.groupId), count(properties.platform) FROM {_table}";
        using var reader = command.ExecuteReader();
        reader.Read();
        return Enumerable.Range(0, 6).Min(reader.GetInt64);
    }

    public Answer Fold()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"""
            SELECT count(*), sum(n)::BIGINT, count(r), sum((epoch_us(r) - epoch_us(s)) // 3600000000)::BIGINT FROM (
                SELECT count(messageId) AS n, min(timestamp) FILTER (event = 'signed_up') AS s, min(timestamp) FILTER (event = 'reported') AS r,
                    max(receivedAt) AS latest, max(properties.platform) AS platform
                FROM {_table} GROUP BY context.groupId)
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        return new Answer(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
