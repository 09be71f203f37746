using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;
using Ttv.EntityFrameworkCore.Rows;

namespace Ttv.Benchmarks.Storage;

/// <summary>The fastest plain way that each database has to write many rows over existing ones, as somebody would write it by hand for this one table.</summary>
internal static class RawState
{
    private const string Columns = "account_id, segment, signed_up_us, first_value_us, risk_hundredths, risk_band, escalation, record, evaluated_us, due_us";
    private const string Set = """
        segment = excluded.segment, signed_up_us = excluded.signed_up_us, first_value_us = excluded.first_value_us, risk_hundredths = excluded.risk_hundredths,
        risk_band = excluded.risk_band, escalation = excluded.escalation, record = excluded.record, evaluated_us = excluded.evaluated_us, due_us = excluded.due_us
        """;

    /// <summary>Binary COPY into a temporary table in the order of the key, then one INSERT … ON CONFLICT.</summary>
    public static async Task CopyAsync(string connectionString, IReadOnlyList<TtvAccountRow> rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync("CREATE TEMPORARY TABLE new_states (account_id text, segment text, signed_up_us bigint, first_value_us bigint, risk_hundredths integer, risk_band text, escalation text, record text, evaluated_us bigint, due_us bigint) ON COMMIT DROP");
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY new_states ({Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                copy.Write(row.AccountId, NpgsqlDbType.Text);
                Text(copy, row.Segment);
                Whole(copy, row.SignedUpUs);
                Whole(copy, row.FirstValueUs);
                if (row.RiskHundredths is { } risk) copy.Write(risk, NpgsqlDbType.Integer);
                else copy.WriteNull();
                Text(copy, row.RiskBand);
                copy.Write(row.Escalation, NpgsqlDbType.Text);
                Text(copy, row.Record);
                Whole(copy, row.EvaluatedUs);
                Whole(copy, row.DueUs);
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync($"INSERT INTO ttv_accounts ({Columns}) SELECT {Columns} FROM new_states ON CONFLICT (account_id) DO UPDATE SET {Set}");
        await transaction.CommitAsync();

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        static void Text(NpgsqlBinaryImporter copy, string? value)
        {
            if (value is null) copy.WriteNull();
            else copy.Write(value, NpgsqlDbType.Text);
        }

        static void Whole(NpgsqlBinaryImporter copy, long? value)
        {
            if (value is { } number) copy.Write(number, NpgsqlDbType.Bigint);
            else copy.WriteNull();
        }
    }

    /// <summary>One prepared upsert, bound straight to SQLite, all rows in one transaction in the order of the key.</summary>
    public static void Upsert(string connectionString, IReadOnlyList<TtvAccountRow> rows)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var sql = $"INSERT INTO ttv_accounts ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (account_id) DO UPDATE SET {Set}";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle!, sql, out var statement), connection.Handle);
        using (statement)
        {
            foreach (var row in rows)
            {
                Text(1, row.AccountId);
                Text(2, row.Segment);
                Whole(3, row.SignedUpUs);
                Whole(4, row.FirstValueUs);
                Whole(5, row.RiskHundredths);
                Text(6, row.RiskBand);
                Text(7, row.Escalation);
                Text(8, row.Record);
                Whole(9, row.EvaluatedUs);
                Whole(10, row.DueUs);
                if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string());
                raw.sqlite3_reset(statement);
            }
        }

        transaction.Commit();

        void Text(int at, string? value)
        {
            if (value is null) raw.sqlite3_bind_null(statement, at);
            else raw.sqlite3_bind_text(statement, at, value);
        }

        void Whole(int at, long? value)
        {
            if (value is { } number) raw.sqlite3_bind_int64(statement, at, number);
            else raw.sqlite3_bind_null(statement, at);
        }
    }
}
