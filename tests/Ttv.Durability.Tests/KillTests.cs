namespace Ttv.Soak;

/// <summary>The short form of the long run: real processes, real servers, kill -9 at random.</summary>
public class KillTests
{
    [Theory]
    [InlineData(Database.Sqlite, false)]
    [InlineData(Database.PostgreSql, true)]
    public async Task Workers_KilledAtRandom_EveryNudgeTakesEffectOnce(Database database, bool overRabbitMq)
    {
        var ledger = await Soak.RunAsync(new SoakOptions { Database = database, OverRabbitMq = overRabbitMq, Nudges = 600, Workers = 2, Kills = 4, Limit = TimeSpan.FromMinutes(5) });
        Assert.True(ledger.Holds, $"{Ledger.Header}\n{ledger}");
        Assert.Equal((600, 4), (ledger.Expected, ledger.KillsLanded));
        Assert.True(ledger.EventsAbsorbed > 0);
        Assert.Equal(120, ledger.Swept);
    }

    /// <summary>A control: an end that was no kill is none, whatever the run was for.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Worker_CrashedAtStart_FailsTheRun(bool atAPoint)
    {
        var options = new SoakOptions { CrashesAtStart = true, KillAt = atAPoint ? [KillPoint.AfterClaim] : [], Nudges = 10, Workers = 1, Kills = 1, Limit = TimeSpan.FromMinutes(5) };
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Soak.RunAsync(options));
        Assert.Contains("It was told to crash.", thrown.Message, StringComparison.Ordinal);
    }
}
