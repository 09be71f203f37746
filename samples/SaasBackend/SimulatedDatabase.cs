using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace SaasBackend;

/// <summary>A database of the simulation's own: it begins anew each time, and never in a database that somebody else filled.</summary>
internal static class SimulatedDatabase
{
    private const string Mark = "made_by_simulation";

    /// <summary>Makes it; returns why not where it may not.</summary>
    public static async Task<string?> MakeAsync(DatabaseFacade database)
    {
        var connection = database.GetDbConnection();
        var name = database.IsNpgsql() ? connection.Database : connection.DataSource;
        if (await database.GetService<IRelationalDatabaseCreator>().ExistsAsync())
        {
            var tables = await database.SqlQueryRaw<string>(database.IsNpgsql()
                ? """SELECT tablename::text AS "Value" FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"""
                : """SELECT name AS "Value" FROM sqlite_master WHERE type = 'table'""").ToListAsync();
            if (tables.Contains(Mark)) await database.EnsureDeletedAsync();
            else if (tables.Count > 0) return $"The simulation would delete the database '{name}', which it did not make and which has {tables.Count} tables: name one that is empty or does not exist.";
        }

        await database.EnsureCreatedAsync();
        await database.ExecuteSqlRawAsync($"CREATE TABLE {Mark} (id integer)");
        Console.WriteLine($"The simulation's own database is '{name}'; the next simulation deletes it.");
        return null;
    }
}
