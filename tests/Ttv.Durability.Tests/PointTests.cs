namespace Ttv.Soak;

/// <summary>Workers that kill themselves at a named point, one after the other.</summary>
public class PointTests
{
    /// <summary>More than the 50 that a pass takes at once, so that every worker comes to its point a second time.</summary>
    private const int NudgesEach = 70;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Workers_KilledAtEveryNamedPoint_EveryNudgeTakesEffectOnce(Database database)
    {
        KillPoint[] points = [.. Enum.GetValues<KillPoint>().Where(p => p != KillPoint.None)];
        var ledger = await RunAsync(new SoakOptions { Database = database, KillAt = points });
        Assert.True(ledger.Holds, $"{Ledger.Header}\n{ledger}");
        Assert.Equal((NudgesEach * points.Length, points.Length), (ledger.Expected, ledger.Kills));
    }

    /// <summary>The broker delivers again what was not acknowledged, and the relay publishes again what was not deleted.</summary>
    [Theory]
    [InlineData(KillPoint.AfterPublish, KillPoint.BeforeDelete)]
    [InlineData(KillPoint.BeforeEffectCommit, KillPoint.AfterEffectCommit)]
    public async Task Workers_KilledAtNamedPointsOverRabbitMq_WhatComesAgainIsAbsorbed(KillPoint one, KillPoint two)
    {
        var ledger = await RunAsync(new SoakOptions { Database = Database.PostgreSql, OverRabbitMq = true, KillAt = [one, two] });
        Assert.True(ledger.Holds, $"{Ledger.Header}\n{ledger}");
        Assert.Equal(2, ledger.Kills);
        Assert.True(ledger.MessagesAbsorbed > 0, $"{Ledger.Header}\n{ledger}");
    }

    /// <summary>The control: the same kill doubles where nothing remembers, so the tests above can fail.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Worker_KilledWithoutAnInbox_Doubles(Database database)
    {
        var ledger = await RunAsync(new SoakOptions { Database = database, HasInbox = false, KillAt = [KillPoint.AfterPublish] });
        Assert.True(ledger.Holds, $"{Ledger.Header}\n{ledger}");
        Assert.True(ledger.Doubled > 0);
    }

    private static Task<Ledger> RunAsync(SoakOptions options) => Soak.RunAsync(options with { Nudges = NudgesEach * options.KillAt.Count, Workers = 1, Limit = TimeSpan.FromMinutes(5) });
}
