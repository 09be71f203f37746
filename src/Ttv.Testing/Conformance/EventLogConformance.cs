using NodaTime;
using Ttv.Events;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="Hosting.Storage.IEventLog"/> has to do.</summary>
public abstract class EventLogConformance : StoreConformance
{
    /// <summary>An event is read back value for value.</summary>
    [Fact]
    public async Task Append_Events_AreReadBackValueForValue()
    {
        TtvEvent[] events =
        [
            Event(Account(1), 1),
            TtvEvent.Product(Account(1), Now, "no properties and no time of recording"),
            TtvEvent.Create(Account(1), Now, new SignedUp(EventProperties.Of(("segment", "founder"), ("seats", 12.5), ("trial", false)))),
            TtvEvent.Create(Account(1), Instant.FromUtc(1969, 12, 31, 23, 59).PlusTicks(10), new ProofAttached(new Uri("https://example.com/a?b=c%20d#e"), "Ada"), EventId.Create("😀 / ' \" ; --")),
        ];
        await Store.Events.AppendAsync(events);

        var read = await ListAsync(Store.Events.ReadAsync(Account(1)));
        Assert.Equal(events.OrderBy(e => e.Id.Value, StringComparer.Ordinal), read.OrderBy(e => e.Id.Value, StringComparer.Ordinal));
    }

    /// <summary>Each account has its own events, and all are in the whole log.</summary>
    [Fact]
    public async Task Read_SeveralAccounts_KeepsThemApart()
    {
        var events = Enumerable.Range(0, 50).Select(i => Event(Account(i % 5), i)).ToArray();
        await Store.Events.AppendAsync(events);

        for (var i = 0; i < 5; i++) Assert.Equal(10, (await ListAsync(Store.Events.ReadAsync(Account(i)))).Count);
        Assert.Equal(events.ToHashSet(), (await ListAsync(Store.Events.ReadAllAsync())).ToHashSet());
        var from = events.Max(e => e.OccurredAt);
        Assert.Equal(events.Where(e => e.OccurredAt >= from).ToHashSet(), (await ListAsync(Store.Events.ReadAllAsync(from))).ToHashSet());
        Assert.Empty(await ListAsync(Store.Events.ReadAsync(Account(77))));
    }

    /// <summary>Appending again changes nothing that a reader of sets could see.</summary>
    [Fact]
    public async Task Append_Repeatedly_IsTheSameSet()
    {
        for (var i = 0; i < 3; i++) await Store.Events.AppendAsync([Event(Account(1), 1), Event(Account(1), 2), Event(Account(1), 1)]);
        Assert.Equal(2, (await ListAsync(Store.Events.ReadAsync(Account(1)))).ToHashSet().Count);
    }

    /// <summary>The same id of two accounts is two events.</summary>
    [Fact]
    public async Task Append_SameIdOfTwoAccounts_IsTwoEvents()
    {
        await Store.Events.AppendAsync([Event(Account(1), 1), Event(Account(2), 1)]);
        Assert.Equal(2, (await ListAsync(Store.Events.ReadAllAsync())).Count);
    }

    /// <summary>Two events that share an id and differ are both kept, whichever arrives first.</summary>
    [Fact]
    public async Task Append_SameIdOtherContent_KeepsBoth()
    {
        var (one, other) = (Event(Account(1), 1), Event(Account(1), 1, Duration.FromHours(-1)));
        await Store.Events.AppendAsync([one]);
        await Store.Events.AppendAsync([other]);
        await Store.Events.AppendAsync([one, other, one]);
        Assert.Equal(new[] { one, other }.ToHashSet(), (await ListAsync(Store.Events.ReadAsync(Account(1)))).ToHashSet());
    }

    /// <summary>Appending nothing is allowed.</summary>
    [Fact]
    public async Task Append_Nothing_DoesNothing()
    {
        await Store.Events.AppendAsync([]);
        Assert.Empty(await ListAsync(Store.Events.ReadAllAsync()));
    }

    /// <summary>Many at once arrive.</summary>
    [Fact]
    public async Task Append_FromManyAtOnce_LosesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) await Store.Events.AppendAsync([Event(Account(i), w), Event(Account(i + 1), w)]);
        })));
        Assert.Equal((80 * 2) - (8 * 9), (await ListAsync(Store.Events.ReadAllAsync())).ToHashSet().Count);
    }
}
