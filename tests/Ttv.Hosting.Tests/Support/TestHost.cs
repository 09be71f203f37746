using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.InMemory;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.Hosting.Support;

/// <summary>The parts of a host over the in-memory store, run by hand.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestHost(Action<TtvBuilder>? configure = null, Action<TtvHostingOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
        collection.AddSingleton<IClock>(Clock);
        collection.AddSingleton(Sender);
        services?.Invoke(collection);
        collection.AddTtv(t =>
        {
            t.AddPlaybook();
            configure?.Invoke(t);
            t.UseInMemoryStore().AddNudgeSender<CountingSender.Scoped>();
        });
        collection.Configure<TtvHostingOptions>(o =>
        {
            o.RetryAfter = TimeSpan.FromMilliseconds(1);
            o.InstanceId = "test";
            options?.Invoke(o);
        });
        _services = collection.BuildServiceProvider();
    }

    public static Instant T0 { get; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static AccountId Acme { get; } = AccountId.Create("acme-secret-id");

    public ManualClock Clock { get; } = new(T0);

    public CountingSender Sender { get; } = new();

    public LogCollector Logs { get; } = new();

    public IServiceProvider Services => _services;

    public InMemoryStore Store => Get<InMemoryStore>();

    public EvaluationWorker Worker => Get<EvaluationWorker>();

    public OutboxRelay Relay => Get<OutboxRelay>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask TellAsync(EventBody body, AccountId? account = null, Instant? at = null, Instant? recordedAt = null) =>
        Store.AppendAsync([TtvEvent.Create(account ?? Acme, at ?? Clock.GetCurrentInstant(), body, recordedAt: recordedAt ?? at ?? Clock.GetCurrentInstant())]);

    public ValueTask SignUpAsync(AccountId? account = null) => TellAsync(new SignedUp(EventProperties.Of(("segment", "founder"))), account);

    /// <summary>Evaluates and publishes until nothing is left to do.</summary>
    public async Task SettleAsync()
    {
        while ((await Worker.RunOnceAsync()).Claimed + (await Relay.RunOnceAsync()).Claimed > 0)
        {
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
