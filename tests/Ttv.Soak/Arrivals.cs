using NodaTime;
using Ttv.Events;
using Ttv.Segments;
using Ttv.Simulation;

namespace Ttv.Soak;

/// <summary>A week of a population, and which of its events arrive when: repeated, shuffled, and some of them late. One seed decides it.</summary>
internal sealed class Arrivals(int seed)
{
    private const int Hours = 168;
    private const int Step = 6;

    private static readonly Instant From = Instant.FromUtc(2026, 3, 2, 0, 0);

    private readonly Random _random = new(seed);
    private readonly SimulatedWorld _world = new(new SimulatedPopulation(
        [new SimulatedSegment { Definition = Playbook.Founder }, new SimulatedSegment { Definition = Playbook.Marketer, StuckShare = 0.5 }], 8, From, Duration.FromDays(1), (ulong)seed));

    private List<TtvEvent> _told = [];

    /// <summary>The times at which somebody looks.</summary>
    public static IEnumerable<Instant> Times => Enumerable.Range(0, (Hours / Step) + 1).Select(i => From + Duration.FromHours(i * Step));

    /// <summary>What arrives at a time; the rest arrives later, all of it at the last.</summary>
    public TtvEvent[][] At(Instant now)
    {
        foreach (var happened in _world.Advance(now)) _told.AddRange(Enumerable.Repeat(happened, _random.Next(1, 4)));
        var shuffled = _told.ToArray();
        _random.Shuffle(shuffled);
        var arriving = now == From + Duration.FromHours(Hours) ? shuffled.Length : _random.Next(shuffled.Length + 1);
        _told = [.. shuffled[arriving..]];
        return [.. shuffled[..arriving].Chunk(_random.Next(3, 10))];
    }

    /// <summary>Lets nudges take effect on the population, in an order of their own, whatever the order they were sent in.</summary>
    public void Nudge(IEnumerable<(AccountId Account, string Key)> nudges)
    {
        foreach (var (account, key) in nudges.OrderBy(n => n.Key, StringComparer.Ordinal)) _world.Nudge(account, key);
    }
}
