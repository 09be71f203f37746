using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.InMemory;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.Soak;

/// <summary>
/// A week of a population on a fake clock: events shuffled and repeated, two workers and two relays in any order, and a store that
/// fails before or after it did what it was asked, or hangs past a lease. One seed decides everything.
/// </summary>
public sealed class SimulatedRun : IAsyncDisposable
{
    private readonly ManualClock _clock = new(Instant.MinValue);
    private readonly LeaseTime _leases = new();
    private readonly List<(AccountId Account, string Key)> _sent = [];
    private readonly List<string> _effects = [];
    private readonly StoreFaults _faults;
    private readonly Random _random;
    private readonly ServiceProvider _services;
    private readonly Func<Task<int>>[] _passes;
    private bool _found;

    private SimulatedRun(int seed)
    {
        _random = new Random(~seed);
        _faults = new StoreFaults(_random);
        var services = new ServiceCollection().AddLogging().AddSingleton<IClock>(_clock).AddSingleton<Action<NudgeMessage>>(Sent);
        services.AddSingleton(p => new InMemoryStore(p, _clock, _leases));
        services.AddSingleton<IEventLog>(p => new FaultyLog(p.GetRequiredService<InMemoryStore>(), new StoreFaults(_random)));
        services.AddSingleton<IAccountStore>(p => new FaultyAccounts(p.GetRequiredService<InMemoryStore>(), _faults));
        services.AddSingleton<IOutbox>(p => new FaultyOutbox(p.GetRequiredService<InMemoryStore>(), _faults));
        services.AddSingleton<IInbox>(p => new FaultyInbox(p.GetRequiredService<InMemoryStore>(), _faults));
        services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().AddNudgeSender<SimulatedSender>());
        services.AddSingleton<INudgePublisher, SimulatedBus>();
        _services = services.BuildServiceProvider();
        _passes = [.. new[] { "one", "two" }.SelectMany(PassesOf)];
        _faults.Meanwhile = async () =>
        {
            _leases.Advance(TimeSpan.FromMinutes(2));
            await TryAsync(_passes[_random.Next(_passes.Length)]);
        };
    }

    /// <summary>Runs a seed in step with the pure engine, and twice out of step; returns how many nudges took effect.</summary>
    /// <exception cref="InvalidOperationException">One was lost, doubled, never decided, or decided otherwise the second time.</exception>
    public static async Task<int> CheckAsync(int seed)
    {
        var (inStep, outOfStep) = (await RunAsync(seed, inStep: true), await RunAsync(seed, inStep: false));
        if (!outOfStep.SequenceEqual(await RunAsync(seed, inStep: false))) throw new InvalidOperationException($"seed {seed}: twice is not the same");
        var pure = PureRun.Decide(seed);
        return inStep.Order(StringComparer.Ordinal).SequenceEqual(pure.Order(StringComparer.Ordinal)) ? inStep.Count + outOfStep.Count
            : throw new InvalidOperationException($"seed {seed}: not what the engine decides; missing: {string.Join(", ", pure.Except(inStep))}; too many: {string.Join(", ", inStep.Except(pure))}");
    }

    /// <summary>Runs a seed; returns what took effect, in order.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="inStep">Whether all is done before the clock goes on; else work lags behind it, and messages travel while it does.</param>
    /// <exception cref="InvalidOperationException">A nudge was lost, doubled or never decided.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(int seed, bool inStep)
    {
        await using var run = new SimulatedRun(seed);
        var arrivals = new Arrivals(seed);
        foreach (var now in Arrivals.Times)
        {
            run._clock.Set(now);
            run._leases.Advance(TimeSpan.FromMinutes(30));
            foreach (var part in arrivals.At(now)) await run.AppendAsync(part);
            if (inStep) await run.SettleAsync();
            else for (var step = 0; step < 6; step++) await run.TryAsync(run._passes[run._random.Next(run._passes.Length)]);
            arrivals.Nudge(run._sent);
            run._sent.Clear();
        }

        run._faults.IsOn = false;
        await run.SettleAsync();
        return await SimulatedAudit.FaultOfAsync(run._services, run._effects) is { } fault ? throw new InvalidOperationException($"seed {seed}{(inStep ? "" : ", out of step")}: {fault}") : run._effects;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private void Sent(NudgeMessage message)
    {
        _effects.Add(PureRun.Line(_clock.GetCurrentInstant(), message.Decision.Key));
        _sent.Add((message.Decision.Account, message.Decision.Key));
    }

    /// <summary>Whoever appends does it again, with the same ids, until it is told that it is done.</summary>
    private async Task AppendAsync(TtvEvent[] events)
    {
        for (; ; )
        {
            try
            {
                await _services.GetRequiredService<IEventLog>().AppendAsync(events);
                return;
            }
            catch (TtvStoreException)
            {
                // It may have been kept, and may not.
            }
        }
    }

    /// <summary>Works until nobody finds anything to do and nothing failed, every lease and every rest being over; whoever works while a call hangs counts as well.</summary>
    private async Task SettleAsync()
    {
        do
        {
            _found = false;
            _leases.Advance(TimeSpan.FromMinutes(10));
            _random.Shuffle(_passes);
            foreach (var pass in _passes) await TryAsync(pass);
        }
        while (_found);
    }

    /// <summary>Runs a pass, and notes where there was something to do, or where it failed: then there is, once its lease has run out.</summary>
    private async Task TryAsync(Func<Task<int>> pass)
    {
        try
        {
            if (await pass() > 0) _found = true;
        }
        catch (TtvStoreException)
        {
            _found = true;
        }
    }

    /// <summary>An instance's worker and relay.</summary>
    private IEnumerable<Func<Task<int>>> PassesOf(string instance)
    {
        var options = Options.Create(new TtvHostingOptions { InstanceId = instance, Batch = 3, RelayBatch = 3, RelayConcurrency = 1, MaxAttempts = 100, FleetCheckEvery = null });
        var worker = ActivatorUtilities.CreateInstance<EvaluationWorker>(_services, options);
        var relay = ActivatorUtilities.CreateInstance<OutboxRelay>(_services, options);
        yield return async () => (await worker.RunOnceAsync()).Claimed;
        yield return async () => (await relay.RunOnceAsync()).Claimed;
    }
}
