using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Hosting.InMemory;

namespace Ttv.Soak;

/// <summary>What a simulated week must have left behind.</summary>
internal static class SimulatedAudit
{
    /// <summary>What does not hold, or null.</summary>
    public static async Task<string?> FaultOfAsync(IServiceProvider services, List<string> effects)
    {
        var store = services.GetRequiredService<InMemoryStore>();
        var status = await store.GetStatusAsync();
        var keys = effects.ConvertAll(e => e[(e.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var doubled = keys.Count - keys.Distinct(StringComparer.Ordinal).Count();
        if (status.Waiting > 0 || status.DeadLetters > 0 || doubled > 0) return $"{status.Waiting} nudges wait, {status.DeadLetters} are dead letters, {doubled} doubled";
        var log = await store.ReadAllAsync().ToListAsync();
        var told = log.Count(e => e.Body is NudgeSent or Escalated);
        if (told != keys.Count) return $"{keys.Count} effects and {told} facts of them";
        var engine = services.GetRequiredService<TtvEngine>();
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var undecided = log.GroupBy(e => e.Account).SelectMany(a => PureRun.Undecided(engine.Evaluate(engine.Fold(a.Key, a, now), now), a)).Select(d => d.Key).ToArray();
        return undecided.Length == 0 ? null : $"never decided: {string.Join(", ", undecided)}";
    }
}

/// <summary>The time that leases run out by: it goes on when it is told to.</summary>
internal sealed class LeaseTime : TimeProvider
{
    private long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan by) => _ticks += by.Ticks;
}
