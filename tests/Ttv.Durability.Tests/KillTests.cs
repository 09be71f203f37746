namespace Ttv.Soak;

/// <summary>The short forms of the long run: real processes, real servers, kill -9.</summary>
public class KillTests
{
    [Theory]
    [InlineData(Database.Sqlite, false)]
    [InlineData(Database.PostgreSql, false)]
    [InlineData(Database.PostgreSql, true)]
    public async Task Workers_KilledAtRandom_EveryNudgeTakesEffectOnce(Database database, bool overRabbitMq)
    {
        var ledger = await Soak.RunAsync(new SoakOptions { Database = database, OverRabbitMq = overRabbitMq, Nudges = 600, Workers = 2, Kills = 4, Limit = TimeSpan.FromMinutes(2) });
        Assert.True(ledger.IsClean, $"{Ledger.Header}\n{ledger}");
        Assert.Equal((600, 4), (ledger.Expected, ledger.KillsLanded));
        Assert.True(ledger.EventsAbsorbed > 0);
    }

    public static TheoryData<Database, KillPoint> Points
    {
        get
        {
            var points = new TheoryData<Database, KillPoint>();
            foreach (var database in Enum.GetValues<Database>())
            {
                foreach (var point in Enum.GetValues<KillPoint>().Where(p => p != KillPoint.None)) points.Add(database, point);
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Worker_KilledAtANamedPoint_EveryNudgeTakesEffectOnce(Database database, KillPoint at)
    {
        var ledger = await Soak.RunAsync(new SoakOptions { Database = database, KillAt = at, Nudges = 200, Workers = 1, Limit = TimeSpan.FromMinutes(1) });
        Assert.True(ledger.IsClean, $"{Ledger.Header}\n{ledger}");
        Assert.Equal((200, 1), (ledger.Expected, ledger.Kills));
    }

    [Fact]
    public async Task Consumer_KilledBeforeItAcknowledges_EveryNudgeTakesEffectOnce()
    {
        var ledger = await Soak.RunAsync(new SoakOptions { Database = Database.PostgreSql, OverRabbitMq = true, KillAt = KillPoint.AfterEffectCommit, Nudges = 200, Workers = 1, Limit = TimeSpan.FromMinutes(1) });
        Assert.True(ledger.IsClean, $"{Ledger.Header}\n{ledger}");
        Assert.True(ledger.MessagesAbsorbed > 0);
    }

    /// <summary>The control: the same kill doubles where nothing remembers, so the tests above can fail.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Worker_KilledWithoutAnInbox_Doubles(Database database)
    {
        var ledger = await Soak.RunAsync(new SoakOptions { Database = database, HasInbox = false, KillAt = KillPoint.AfterPublish, Nudges = 200, Workers = 1, Limit = TimeSpan.FromMinutes(1) });
        Assert.True(ledger.Doubled > 0, $"{Ledger.Header}\n{ledger}");
        Assert.Equal(0, ledger.Lost);
    }
}
