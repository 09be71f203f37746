using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Ttv.Benchmarks.Storage;

/// <summary>A worker that claims and commits by hand-written SQL alone: no event is read, nothing is evaluated, nothing is decided.</summary>
internal static class RawWorker
{
    /// <summary>Claims and commits until nothing is due; each claim and each commit a transaction. Returns the accounts.</summary>
    public static async Task<int> RunAsync(string connectionString, bool postgreSql, long nowUs, long nextUs)
    {
        await using DbConnection connection = postgreSql ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString);
        await connection.OpenAsync();
        var (databaseNow, skipLocked) = postgreSql
            ? ("(extract(epoch FROM clock_timestamp()) * 1000000)::bigint", "FOR UPDATE SKIP LOCKED")
            : ("CAST(unixepoch('subsec') * 1000000 AS INTEGER)", "");
        var claim = $"""
            WITH due AS MATERIALIZED (
                SELECT account_id AS id FROM ttv_accounts
                WHERE due_us <= @now AND (lease_until_us IS NULL OR lease_until_us <= {databaseNow}) ORDER BY due_us LIMIT 256 {skipLocked})
            UPDATE ttv_accounts SET lease_owner = 'raw', lease_until_us = {databaseNow} + 60000000, version = version + 1
            WHERE account_id IN (SELECT id FROM due) RETURNING account_id, version
            """;
        for (var done = 0; ;)
        {
            var claimed = new List<(string Id, long Version)>();
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = claim;
                Add(command, "@now", nowUs);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync()) claimed.Add((reader.GetString(0), reader.GetInt64(1)));
            }

            if (claimed.Count == 0) return done;
            claimed.Sort();
            if (postgreSql) await CommitAsync((NpgsqlConnection)connection, claimed, nowUs, nextUs);
            else Commit((SqliteConnection)connection, claimed, nowUs, nextUs);
            done += claimed.Count;
        }
    }

    private static async Task CommitAsync(NpgsqlConnection connection, List<(string Id, long Version)> claimed, long nowUs, long nextUs)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE ttv_accounts a SET risk_hundredths = 5000, evaluated_us = @now, due_us = @next, lease_owner = NULL, lease_until_us = NULL, version = a.version + 1
            FROM unnest(@ids, @versions) AS n (id, version) WHERE a.account_id = n.id AND a.version = n.version AND a.lease_owner = 'raw'
            """;
        Add(command, "@now", nowUs);
        Add(command, "@next", nextUs);
        command.Parameters.Add(new NpgsqlParameter("@ids", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = claimed.Select(c => c.Id).ToArray() });
        command.Parameters.Add(new NpgsqlParameter("@versions", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = claimed.Select(c => c.Version).ToArray() });
        await command.ExecuteNonQueryAsync();
    }

    private static void Commit(SqliteConnection connection, List<(string Id, long Version)> claimed, long nowUs, long nextUs)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE ttv_accounts SET risk_hundredths = 5000, evaluated_us = @now, due_us = @next, lease_owner = NULL, lease_until_us = NULL, version = version + 1 WHERE account_id = @id AND version = @version AND lease_owner = 'raw'";
        Add(command, "@now", nowUs);
        Add(command, "@next", nextUs);
        Add(command, "@id", "");
        Add(command, "@version", 0L);
        command.Prepare();
        foreach (var (id, version) in claimed)
        {
            command.Parameters["@id"].Value = id;
            command.Parameters["@version"].Value = version;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
