using System.Collections;
using Npgsql;
using NpgsqlTypes;
using Ttv.EntityFrameworkCore.Storage;

namespace Ttv.EntityFrameworkCore.PostgreSQL;

/// <summary>Collects rows into one array a column: a few rows go to the server as parameters of one statement.</summary>
internal sealed class ArraySink : ColumnSink
{
    private readonly List<(NpgsqlDbType Type, IList Values)> _columns = [];
    private int _index;

    /// <summary>Begins a row.</summary>
    public ArraySink Next()
    {
        _index = 0;
        return this;
    }

    public override void Text(string? value) => Column<string?>(NpgsqlDbType.Text).Add(value);

    public override void Int64(long? value) => Column<long?>(NpgsqlDbType.Bigint).Add(value);

    public override void Int32(int? value) => Column<int?>(NpgsqlDbType.Integer).Add(value);

    public override void Boolean(bool value) => Column<bool>(NpgsqlDbType.Boolean).Add(value);

    /// <summary>Adds the columns as the parameters <c>@p0, @p1, …</c>.</summary>
    public void AddTo(NpgsqlCommand command)
    {
        for (var i = 0; i < _columns.Count; i++) command.Parameters.Add(new NpgsqlParameter($"@p{i}", NpgsqlDbType.Array | _columns[i].Type) { Value = _columns[i].Values });
    }

    private List<T> Column<T>(NpgsqlDbType type)
    {
        if (_index == _columns.Count) _columns.Add((type, new List<T>()));
        return (List<T>)_columns[_index++].Values;
    }
}
