using Microsoft.Data.Sqlite;
using SQLitePCL;
using Ttv.EntityFrameworkCore.Storage;

namespace Ttv.EntityFrameworkCore.Sqlite;

/// <summary>A statement prepared once and run for many rows, bound straight to SQLite: half the time of a command with parameters.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly BindingSink _sink;

    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _sink = new BindingSink(this);
    }

    /// <summary>Takes the further values of the row begun by <see cref="Next"/>.</summary>
    public ColumnSink Sink => _sink;

    /// <summary>Begins a row; what it gives takes the values from the first on.</summary>
    public ColumnSink Next()
    {
        _sink.Begin();
        return _sink;
    }

    /// <summary>Runs the statement for the row; returns the rows it touched.</summary>
    public int Execute()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result);
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW) return;
        SqliteException.ThrowExceptionForRC(result, _database);
    }

    private sealed class BindingSink(PreparedStatement owner) : ColumnSink
    {
        private int _index;

        public void Begin() => _index = 0;

        public override void Text(string? value) =>
            owner.Check(value is null ? raw.sqlite3_bind_null(owner._statement, ++_index) : raw.sqlite3_bind_text(owner._statement, ++_index, value));

        public override void Int64(long? value) =>
            owner.Check(value is { } number ? raw.sqlite3_bind_int64(owner._statement, ++_index, number) : raw.sqlite3_bind_null(owner._statement, ++_index));

        public override void Int32(int? value) => Int64(value);

        public override void Boolean(bool value) => Int64(value ? 1 : 0);
    }
}
