using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting.Retention;

/// <summary>Deletes what is no longer needed, in small steps. The event log and the reviews are kept.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class RetentionJob
{
    private const int Step = 1_000;

    private readonly IRetentionStore _store;
    private readonly IClock _clock;
    private readonly TtvHostingOptions _options;

    /// <summary>Creates a job.</summary>
    /// <param name="store">Where old rows lie.</param>
    /// <param name="clock">Says what time it is.</param>
    /// <param name="options">How long what is kept; read once.</param>
    public RetentionJob(IRetentionStore store, IClock clock, IOptions<TtvHostingOptions> options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        (_store, _clock, _options) = (store, clock, options.Value);
    }

    /// <summary>Deletes everything that is old enough.</summary>
    /// <returns>The marks of handled messages and the decisions deleted.</returns>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    public async Task<(long Handled, long Decisions)> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        var before = _clock.GetCurrentInstant() - Duration.FromTimeSpan(_options.KeepDecisions);
        var handled = await DrainAsync(() => _store.DeleteHandledAsync(Duration.FromTimeSpan(_options.KeepHandled), Step, cancellationToken)).ConfigureAwait(false);
        var decisions = await DrainAsync(() => _store.DeleteDecisionsAsync(before, Step, cancellationToken)).ConfigureAwait(false);
        return (handled, decisions);
    }

    private static async Task<long> DrainAsync(Func<ValueTask<int>> step)
    {
        for (var total = 0L; ;)
        {
            var deleted = await step().ConfigureAwait(false);
            total += deleted;
            if (deleted < Step) return total;
        }
    }
}
