using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Ttv.Cohorts;
using Ttv.Hosting.Storage;
using Ttv.Journeys;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Hosting.Evaluation;

/// <summary>
/// Looks the whole log over for an outage of the instrumentation, one instance at a time, and tells every worker: in an outage
/// silence says nothing of a single account.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class FleetWatch
{
    internal const string JobName = "fleet";

    private static readonly Duration Fresh = Duration.FromMinutes(1);

    private readonly IEventLog _log;
    private readonly ILeaseStore _leases;
    private readonly TtvDefinitions _definitions;
    private readonly IClock _clock;
    private readonly TtvHostingOptions _options;
    private readonly ILogger<FleetWatch> _logger;
    private volatile Seen? _seen;

    /// <summary>Creates a watch.</summary>
    /// <param name="log">The events.</param>
    /// <param name="leases">Sees to it that one instance at a time looks, and keeps what it saw.</param>
    /// <param name="definitions">What events are read by.</param>
    /// <param name="clock">Says what time it is.</param>
    /// <param name="options">How often to look; read once.</param>
    /// <param name="logger">Says when an outage is seen.</param>
    public FleetWatch(IEventLog log, ILeaseStore leases, TtvDefinitions definitions, IClock clock, IOptions<TtvHostingOptions> options, ILogger<FleetWatch> logger)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(leases);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        (_log, _leases, _definitions, _clock, _options, _logger) = (log, leases, definitions, clock, options.Value, logger);
    }

    private sealed record Seen(Instant At, FleetConditions Conditions);

    /// <summary>What holds for all accounts, as last seen by any instance; at most a minute old.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    public async ValueTask<FleetConditions> GetConditionsAsync(CancellationToken cancellationToken = default)
    {
        var now = _clock.GetCurrentInstant();
        if (_seen is { } seen && now >= seen.At && now < seen.At + Fresh) return seen.Conditions;
        var conditions = Read(await _leases.ReadNoteAsync(JobName, cancellationToken).ConfigureAwait(false)).Conditions;
        _seen = new Seen(now, conditions);
        return conditions;
    }

    /// <summary>Looks the log over if that is due and no other instance does; false where it is not.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        if (_options.FleetCheckEvery is not { } every) return false;
        var now = _clock.GetCurrentInstant();
        var (last, before) = Read(await _leases.ReadNoteAsync(JobName, cancellationToken).ConfigureAwait(false));
        // A look dated ahead is another machine's, whose clock runs ahead: it is as good as one's own.
        if (last is { } seen && now < seen + Duration.FromTimeSpan(every) && seen < now + Duration.FromTimeSpan(every)) return false;
        if (!await _leases.TryAcquireAsync(JobName, _options.InstanceId, Duration.FromMinutes(10), cancellationToken).ConfigureAwait(false)) return false;
        string? note = null;
        try
        {
            var log = new PackedEventLog(_definitions);
            await foreach (var told in _log.ReadAllAsync(now - FleetMonitor.Reach, cancellationToken).ConfigureAwait(false)) log.Add(told);
            var monitor = new FleetMonitor(now);
            foreach (var journey in log.Journeys(now)) monitor.Add(journey);
            var conditions = monitor.ToConditions();
            if (before.EngagementOutageSince is null && conditions.EngagementOutageSince is { } since) LogOutage(since);
            if (before.EngagementOutageSince is not null && conditions.EngagementOutageSince is null) LogBack();
            note = Write(now, conditions);
            _seen = new Seen(now, conditions);
            return true;
        }
        finally
        {
            await _leases.ReleaseAsync(JobName, _options.InstanceId, note, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static string Write(Instant at, FleetConditions conditions) =>
        $"{InstantPattern.ExtendedIso.Format(at)} {(conditions.EngagementOutageSince is { } since ? InstantPattern.ExtendedIso.Format(since) : "-")}";

    private static (Instant? At, FleetConditions Conditions) Read(string? note)
    {
        if (note is null) return (null, FleetConditions.Normal);
        var parts = note.Split(' ');
        return (InstantPattern.ExtendedIso.Parse(parts[0]).Value, parts[1] == "-" ? FleetConditions.Normal : new FleetConditions(InstantPattern.ExtendedIso.Parse(parts[1]).Value));
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Sessions are missing fleet-wide since {Since}: an outage of the instrumentation. Silence does not count against accounts until they return.")]
    private partial void LogOutage(Instant since);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Sessions are back fleet-wide.")]
    private partial void LogBack();
}
