namespace Ttv.Soak;

/// <summary>A real process stopped past its lease, as a machine that hangs is, while another takes over; then continued.</summary>
public class PauseTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Worker_StoppedBetweenClaimAndCommit_IsFencedWhenItGoesOn(Database database)
    {
        var ledger = await RunAsync(database, KillPoint.AfterClaim);
        Assert.True(ledger.Fenced > 0, $"{Ledger.Header}\n{ledger}");
    }

    /// <summary>Another publishes what it had published, and the inbox absorbs it; what it then deletes is no longer its own.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Relay_StoppedBetweenPublishingAndDeleting_TheOtherIsAbsorbed(Database database)
    {
        var ledger = await RunAsync(database, KillPoint.AfterPublish);
        Assert.True(ledger.MessagesAbsorbed > 0, $"{Ledger.Header}\n{ledger}");
    }

    private static async Task<Ledger> RunAsync(Database database, KillPoint at)
    {
        var ledger = await Soak.RunAsync(new SoakOptions { Database = database, PauseAt = at, Nudges = 120, Limit = TimeSpan.FromMinutes(5) });
        Assert.True(ledger.Holds, $"{Ledger.Header}\n{ledger}");
        Assert.Equal(120, ledger.Expected);
        return ledger;
    }
}
