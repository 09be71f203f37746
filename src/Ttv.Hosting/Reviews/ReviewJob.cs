using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Journeys;
using Ttv.Reporting;
using Ttv.Segments;

namespace Ttv.Hosting.Reviews;

/// <summary>
/// Makes the weekly review once the week and the settling time after it are over, beside the week before, and keeps it frozen.
/// Weeks missed while no host ran are made up for, from the first one kept.
/// </summary>
/// <remarks>
/// Of several instances one makes it; should two, both make the same, and the first one's stays. The week's end is a date of the
/// review's zone, so clocks that differ by less than the settling time, and changes to and from summer time, make no other week.
/// Thread-safe.
/// </remarks>
public sealed partial class ReviewJob
{
    internal const string JobName = "review";

    private static readonly Duration Lease = Duration.FromMinutes(30);
    private static readonly Duration Rest = Duration.FromHours(1);

    private readonly IEventLog _log;
    private readonly IReviewStore _reviews;
    private readonly ILeaseStore _leases;
    private readonly TtvDefinitions _definitions;
    private readonly CohortReviewer _reviewer;
    private readonly IClock _clock;
    private readonly TtvHostingOptions _options;
    private readonly ILogger<ReviewJob> _logger;
    private Instant _askAgainAt = Instant.MinValue;

    /// <summary>Creates a job.</summary>
    /// <param name="log">The events.</param>
    /// <param name="reviews">Where reviews are kept.</param>
    /// <param name="leases">Sees to it that one instance at a time reviews.</param>
    /// <param name="definitions">What events are read by.</param>
    /// <param name="reviewer">Reviews.</param>
    /// <param name="clock">Says what time it is.</param>
    /// <param name="options">The settling time; read once.</param>
    /// <param name="logger">Says what was made.</param>
    public ReviewJob(
        IEventLog log, IReviewStore reviews, ILeaseStore leases, TtvDefinitions definitions, CohortReviewer reviewer, IClock clock, IOptions<TtvHostingOptions> options, ILogger<ReviewJob> logger)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(reviews);
        ArgumentNullException.ThrowIfNull(leases);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(reviewer);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        (_log, _reviews, _leases, _definitions, _reviewer, _clock, _options, _logger) = (log, reviews, leases, definitions, reviewer, clock, options.Value, logger);
    }

    /// <summary>Makes the reviews that are due.</summary>
    /// <returns>The reviews made and kept, in order; empty where none was due, or another instance is at it.</returns>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    public async Task<ValueList<StoredReview>> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        var now = _clock.GetCurrentInstant();
        if (now < _askAgainAt && now >= _askAgainAt - Rest) return [];
        if ((await DueAsync(cancellationToken).ConfigureAwait(false)).Count == 0) return [];
        if (!await _leases.TryAcquireAsync(JobName, _options.InstanceId, Lease, cancellationToken).ConfigureAwait(false)) return [];
        try
        {
            // Asked again under the lease: another instance may have just finished.
            var due = await DueAsync(cancellationToken).ConfigureAwait(false);
            return due.Count == 0 ? [] : await MakeAsync(due, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _leases.ReleaseAsync(JobName, _options.InstanceId, note: null, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<List<(string Key, Instant From, Instant AsOf)>> DueAsync(CancellationToken cancellationToken)
    {
        var calendar = new CohortCalendar(_reviewer.Policy.Zone ?? _definitions.Zone, _reviewer.Policy.WeekOrigin);
        var open = calendar.WeekOf(_clock.GetCurrentInstant() - Duration.FromTimeSpan(_options.ReviewDelay));
        var kept = await _reviews.ListAsync(cancellationToken).ConfigureAwait(false);
        var due = new List<(string, Instant, Instant)>();
        var after = kept.Count == 0 ? (Instant?)null : kept.Max(r => r.AsOf);
        for (var (end, week) = (open, calendar.WeekOf(open.Start.PlusDays(-7))); ; (end, week) = (week, calendar.WeekOf(week.Start.PlusDays(-7))))
        {
            var asOf = calendar.StartOf(end);
            if (after >= asOf) break;
            // Where the zone has changed since, a week's end has moved, and its review is made all the same.
            if (!kept.Any(r => r.Key == week.Key)) due.Insert(0, (week.Key, calendar.StartOf(week), asOf));
            if (after is null) break;
        }

        return due;
    }

    private async Task<ValueList<StoredReview>> MakeAsync(List<(string Key, Instant From, Instant AsOf)> due, CancellationToken cancellationToken)
    {
        var log = new PackedEventLog(_definitions);
        await foreach (var told in _log.ReadAllAsync(cancellationToken: cancellationToken).ConfigureAwait(false)) log.Add(told);
        var facts = await _reviews.ReadCohortFactsAsync(cancellationToken).ConfigureAwait(false);
        var made = new List<StoredReview>();
        var previous = Review(log, due[0].From, facts, previous: null);
        foreach (var (key, _, asOf) in due)
        {
            var review = Review(log, asOf, facts, previous);
            // Nobody had signed up by then: there is nothing to freeze. To find that out took the whole log, so the next look rests.
            if (review.Overall is null)
            {
                _askAgainAt = _clock.GetCurrentInstant() + Rest;
                continue;
            }

            using var json = new MemoryStream();
            ReviewJson.Write(review, json);
            var stored = new StoredReview(key, asOf, review.Definitions ?? "", Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
            if (await _reviews.AddAsync(stored, cancellationToken).ConfigureAwait(false))
            {
                made.Add(stored);
                LogMade(key, review.Overall?.Accounts ?? 0);
            }

            previous = review;
        }

        return [.. made];
    }

    private CohortReview Review(PackedEventLog log, Instant asOf, ValueList<CohortFact> facts, CohortReview? previous) =>
        _reviewer.Review(log.Journeys(asOf), _definitions, asOf, new ReviewContext { Previous = previous, CohortFacts = facts.Where(f => f.RecordedAt <= asOf).ToValueList() });

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "The review of week {Week} was made: {Accounts} accounts.")]
    private partial void LogMade(string week, long accounts);
}
