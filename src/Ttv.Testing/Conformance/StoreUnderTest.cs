using Ttv.Hosting.Storage;

namespace Ttv.Testing.Conformance;

/// <summary>The ports of one empty store.</summary>
/// <remarks>Disposed at the end of every test.</remarks>
public sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly Func<ValueTask>? _dispose;

    /// <summary>Takes the ports from a container in which the store is set up.</summary>
    /// <param name="services">Has every port.</param>
    /// <param name="dispose">What to do at the end; null: nothing.</param>
    public StoreUnderTest(IServiceProvider services, Func<ValueTask>? dispose = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        _dispose = dispose;
        Events = Get<IEventLog>(services);
        Accounts = Get<IAccountStore>(services);
        Outbox = Get<IOutbox>(services);
        DeadLetters = Get<IDeadLetterStore>(services);
        Inbox = Get<IInbox>(services);
        Leases = Get<ILeaseStore>(services);
        Reviews = Get<IReviewStore>(services);
        Retention = Get<IRetentionStore>(services);
    }

    /// <summary>The event log.</summary>
    public IEventLog Events { get; }

    /// <summary>The accounts.</summary>
    public IAccountStore Accounts { get; }

    /// <summary>The outbox.</summary>
    public IOutbox Outbox { get; }

    /// <summary>The dead letters.</summary>
    public IDeadLetterStore DeadLetters { get; }

    /// <summary>The inbox.</summary>
    public IInbox Inbox { get; }

    /// <summary>The leases.</summary>
    public ILeaseStore Leases { get; }

    /// <summary>The reviews.</summary>
    public IReviewStore Reviews { get; }

    /// <summary>Retention.</summary>
    public IRetentionStore Retention { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _dispose?.Invoke() ?? ValueTask.CompletedTask;

    private static T Get<T>(IServiceProvider services)
        where T : class => services.GetService(typeof(T)) as T ?? throw new InvalidOperationException($"The container has no {typeof(T).Name}: every port is needed.");
}
