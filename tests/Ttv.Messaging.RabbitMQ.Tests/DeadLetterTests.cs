using System.Text;

namespace Ttv.Messaging.RabbitMQ;

public class DeadLetterTests
{
    [Fact]
    public async Task Replay_ThoseThatFailAnew_AreReplayedOnceEach()
    {
        await using var setup = await WithGarbledAsync(3);
        Assert.Equal(3, (await setup.DeadLetters.ReplayAsync(1000)).Count);
        Assert.Equal(3, await setup.WaitForDeadLettersAsync(3));
    }

    [Fact]
    public async Task Peek_Letters_GivesThemWithReasonsAndLeavesThem()
    {
        await using var setup = await WithGarbledAsync(5);
        var all = await setup.DeadLetters.PeekAsync(10);
        Assert.Equal(5, all.Count);
        Assert.All(all, l => Assert.Contains("CloudEvent", l.Reason, StringComparison.Ordinal));
        Assert.Equal(["garbled-0", "garbled-1", "garbled-2", "garbled-3", "garbled-4"], all.Select(l => Encoding.UTF8.GetString(l.Body.Span)).Order(StringComparer.Ordinal));
        Assert.Equal(5, await setup.WaitForDeadLettersAsync(5));
        Assert.Equal(2, (await setup.DeadLetters.PeekAsync(2)).Count);
        Assert.Equal(5, await setup.WaitForDeadLettersAsync(5));
        Assert.Equal(all.Select(l => l.Id).Order(StringComparer.Ordinal), (await setup.DeadLetters.PeekAsync(10)).Select(l => l.Id).Order(StringComparer.Ordinal));
        Assert.Equal(5, await setup.WaitForDeadLettersAsync(5));
    }

    [Fact]
    public async Task Drop_OneOfThem_DeletesItAlone()
    {
        await using var setup = await WithGarbledAsync(5);
        var all = await setup.DeadLetters.PeekAsync(10);
        // A quorum queue takes back what was read a moment after the call.
        Assert.Equal(5, await setup.WaitForDeadLettersAsync(5));
        Assert.True(await setup.DeadLetters.DropAsync(all[2].Id));
        Assert.Equal(4, await setup.WaitForDeadLettersAsync(4));
        Assert.False(await setup.DeadLetters.DropAsync(all[2].Id));
        Assert.Equal(4, await setup.WaitForDeadLettersAsync(4));
        Assert.Equal(new[] { 0, 1, 3, 4 }.Select(i => all[i].Id).Order(StringComparer.Ordinal), (await setup.DeadLetters.PeekAsync(10)).Select(l => l.Id).Order(StringComparer.Ordinal));
    }

    private static async Task<Setup> WithGarbledAsync(int count)
    {
        var setup = await Setup.StartAsync();
        await setup.PublishUntilItWorksAsync("first");
        await setup.PublishRawAsync(Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($"garbled-{i}")));
        Assert.Equal(count, await setup.WaitForDeadLettersAsync(count));
        return setup;
    }
}
