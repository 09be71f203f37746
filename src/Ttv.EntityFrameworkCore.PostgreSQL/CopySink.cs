using Npgsql;
using NpgsqlTypes;
using Ttv.EntityFrameworkCore.Storage;

namespace Ttv.EntityFrameworkCore.PostgreSQL;

/// <summary>Writes values into a binary COPY; they go to the server whenever its buffer is full.</summary>
internal sealed class CopySink(NpgsqlBinaryImporter importer) : ColumnSink
{
    public override void Text(string? value)
    {
        if (value is null) importer.WriteNull();
        else importer.Write(value, NpgsqlDbType.Text);
    }

    public override void Int64(long? value)
    {
        if (value is { } number) importer.Write(number, NpgsqlDbType.Bigint);
        else importer.WriteNull();
    }

    public override void Int32(int? value)
    {
        if (value is { } number) importer.Write(number, NpgsqlDbType.Integer);
        else importer.WriteNull();
    }

    public override void Boolean(bool value) => importer.Write(value, NpgsqlDbType.Boolean);
}
