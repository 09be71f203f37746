using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Ttv.Testing.Conformance;
using Ttv.TestServers;

namespace Ttv.EntityFrameworkCore;

/// <summary>A back end that already has a database adds Ttv's tables to it by a migration, as <c>dotnet ef migrations add</c> writes it.</summary>
public class MigrationTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Migration_OfAnExistingDatabase_AddsTheTablesAndKeepsTheRows(Database database)
    {
        var folder = Directory.CreateTempSubdirectory("ttv-migration-").FullName;
        var server = database == Database.PostgreSql ? await PostgreSqlServer.SharedAsync() : null;
        var connection = server is null ? $"Data Source={Path.Combine(folder, "shop.db")}" : await server.CreateDatabaseAsync();
        try
        {
            await using (var before = new BeforeContext(Options<BeforeContext>(database, connection)))
            {
                await before.Database.EnsureCreatedAsync();
                before.Add(new SentMail { Key = "old" });
                await before.SaveChangesAsync();
                await using var after = new ShopContext(Options<ShopContext>(database, connection));
                var operations = Differences(after, before.GetService<IDesignTimeModel>().Model, after.GetService<IDesignTimeModel>().Model);
                Assert.All(operations, o => Assert.True(o is CreateTableOperation or CreateIndexOperation, o.GetType().Name));
                Assert.Equal(10, operations.OfType<CreateTableOperation>().Count());
                foreach (var command in after.GetService<IMigrationsSqlGenerator>().Generate(operations, after.GetService<IDesignTimeModel>().Model))
                    await after.Database.ExecuteSqlRawAsync(command.CommandText);
                Assert.Equal("old", (await after.Mails.SingleAsync()).Key);
                Assert.True(await after.RecordTtvEventAsync(Events.TtvEvent.Product(AccountId.Create("acme"), NodaTime.Instant.FromUtc(2026, 3, 2, 9, 0), "opened")));
                Assert.Equal(2, await after.SaveChangesAsync());
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            if (server is not null) await server.DropDatabaseAsync(connection);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public void Model_AgainstItself_HasNothingToMigrate(Database database)
    {
        using var context = new ShopContext(Options<ShopContext>(database, database == Database.Sqlite ? "Data Source=x" : "Host=x"));
        var model = context.GetService<IDesignTimeModel>().Model;
        Assert.Empty(Differences(context, model, model));
    }

    private static IReadOnlyList<MigrationOperation> Differences(DbContext context, IModel from, IModel to) =>
        context.GetService<IMigrationsModelDiffer>().GetDifferences(from.GetRelationalModel(), to.GetRelationalModel());

    private static DbContextOptions<T> Options<T>(Database database, string connection)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        return (database == Database.Sqlite ? options.UseSqlite(connection) : options.UseNpgsql(connection)).Options;
    }

    /// <summary>The user's context before Ttv.</summary>
    private sealed class BeforeContext(DbContextOptions<BeforeContext> options) : DbContext(options)
    {
        // The same table name that ShopContext's set gives it.
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<SentMail>().ToTable("Mails");
    }
}
