using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.InMemory;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Segments;
using Ttv.Simulation;
using Ttv.Testing;

namespace Ttv.Soak;

/// <summary>
/// A week of a population on a fake clock: events shuffled and repeated, two workers and a relay in any order, and a store that
/// fails before or after it did what it was asked. One seed decides everything.
/// </summary>
public static class SimulatedRun
{
    private static readonly Instant From = Instant.FromUtc(2026, 3, 2, 0, 0);

    /// <summary>Runs a seed; gives what took effect, in order, and throws where a nudge was lost or doubled.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock(From);
        var leases = new FakeTime();
        var world = new SimulatedWorld(new SimulatedPopulation([new SimulatedSegment { Definition = Playbook.Founder }, new SimulatedSegment { Definition = Playbook.Marketer, StuckShare = 0.5 }], 8, From, Duration.FromDays(1), (ulong)seed));
        var effects = new List<string>();
        var faults = new Faults(random);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IClock>(clock);
        services.AddSingleton(p => new InMemoryStore(p, clock, leases));
        services.AddSingleton<IAccountStore>(p => new FaultyAccounts(p.GetRequiredService<InMemoryStore>(), faults));
        services.AddSingleton<IOutbox>(p => new FaultyOutbox(p.GetRequiredService<InMemoryStore>(), faults));
        services.AddSingleton<IInbox>(p => new FaultyInbox(p.GetRequiredService<InMemoryStore>(), faults));
        services.AddSingleton<Action<NudgeMessage>>(m =>
        {
            effects.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.GetCurrentInstant()} {m.Decision.Key}"));
            world.Nudge(m.Decision.Account, m.Decision.Key);
        });
        services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().AddNudgeSender<Sender>());
        services.Configure<TtvHostingOptions>(o =>
        {
            o.Batch = 3;
            o.RelayBatch = 3;
            o.RelayConcurrency = 1;
            o.MaxAttempts = 100;
            o.FleetCheckEvery = null;
            o.RetryAfter = TimeSpan.FromSeconds(1);
        });
        await using var provider = services.BuildServiceProvider();
        var store = provider.GetRequiredService<InMemoryStore>();
        var worker = provider.GetRequiredService<EvaluationWorker>();
        var relay = provider.GetRequiredService<OutboxRelay>();
        var told = new List<TtvEvent>();
        for (var hour = 0; hour <= 168; hour += 6)
        {
            clock.Set(From + Duration.FromHours(hour));
            leases.Advance(TimeSpan.FromMinutes(30));
            foreach (var happened in world.Advance(clock.GetCurrentInstant())) told.AddRange(Enumerable.Repeat(happened, random.Next(1, 4)));
            var shuffled = told.ToArray();
            random.Shuffle(shuffled);
            // What does not arrive now arrives later.
            var arriving = hour == 168 ? shuffled.Length : random.Next(shuffled.Length + 1);
            told = [.. shuffled[arriving..]];
            await store.AppendAsync(shuffled[..arriving]);
            for (var step = 0; step < 6; step++)
            {
                try
                {
                    if (random.Next(3) == 0) await relay.RunOnceAsync();
                    else await worker.RunOnceAsync();
                }
                catch (TtvStoreException)
                {
                    // What failed is done again when its lease has run out.
                }
            }
        }

        faults.IsOn = false;
        for (var pass = 0; pass < 10; pass++)
        {
            leases.Advance(TimeSpan.FromHours(1));
            while ((await worker.RunOnceAsync()).Claimed + (await relay.RunOnceAsync()).Claimed > 0)
            {
            }
        }

        var waiting = (await store.GetStatusAsync()).Waiting;
        var keys = effects.Select(e => e[(e.IndexOf(' ') + 1)..]).ToArray();
        if (waiting > 0 || keys.Distinct(StringComparer.Ordinal).Count() != keys.Length) throw new InvalidOperationException($"seed {seed}: {waiting} nudges lost, {keys.Length - keys.Distinct(StringComparer.Ordinal).Count()} doubled");
        var recorded = (await store.ReadAllAsync().ToListAsync()).Count(e => e.Body is NudgeSent or Escalated);
        return recorded == keys.Length ? effects : throw new InvalidOperationException($"seed {seed}: {keys.Length} effects and {recorded} facts of them");
    }

    private sealed class Sender(Action<NudgeMessage> send) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            send(message);
            return new(NudgeDelivery.Sent);
        }
    }

    private sealed class FakeTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }

    private sealed class Faults(Random random)
    {
        public bool IsOn { get; set; } = true;

        public async ValueTask<T> Do<T>(Func<ValueTask<T>> work)
        {
            var fate = IsOn ? random.Next(12) : 11;
            if (fate == 0) throw new TtvStoreException("failed before it did anything");
            var result = await work();
            return fate == 1 ? throw new TtvStoreException("failed after it was done") : result;
        }

        public async ValueTask Do(Func<ValueTask> work) => await Do(async () =>
        {
            await work();
            return true;
        });
    }

    private sealed class FaultyAccounts(IAccountStore store, Faults faults) : IAccountStore
    {
        public ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) =>
            faults.Do(() => store.ClaimDueAsync(owner, now, lease, limit, cancellationToken));

        public ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default) =>
            faults.Do(() => store.CommitAsync(owner, commits, cancellationToken));

        public ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default) => store.FindAsync(account, cancellationToken);

        public IAsyncEnumerable<AccountState> ReadSetAsideAsync(CancellationToken cancellationToken = default) => store.ReadSetAsideAsync(cancellationToken);

        public ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default) => store.ReplayAsync(account, cancellationToken);

        public ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default) => store.GetDueStatusAsync(now, cancellationToken);
    }

    private sealed class FaultyOutbox(IOutbox outbox, Faults faults) : IOutbox
    {
        public ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default) => faults.Do(() => outbox.ClaimAsync(owner, lease, limit, cancellationToken));

        public ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) => faults.Do(() => outbox.CompleteAsync(owner, keys, cancellationToken));

        public ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default) => faults.Do(() => outbox.RetryAsync(owner, key, delay, fault, cancellationToken));

        public ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default) => faults.Do(() => outbox.SetAsideAsync(owner, key, reason, cancellationToken));

        public ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default) => outbox.GetStatusAsync(cancellationToken);
    }

    private sealed class FaultyInbox(IInbox inbox, Faults faults) : IInbox
    {
        public ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default) =>
            faults.Do(() => inbox.ProcessAsync(key, effect, cancellationToken));
    }
}
