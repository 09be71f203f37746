using System.Globalization;
using NodaTime;
using Ttv.Events;
using Ttv.Milestones;

namespace Ttv.Simulation;

/// <summary>
/// A population of accounts whose truth is known: the same seed gives the same accounts and the same events, whatever part of them
/// is asked for and in whatever order.
/// </summary>
/// <remarks>Accounts are made when they are asked for; nothing is kept. Immutable and thread-safe.</remarks>
public sealed class SimulatedPopulation
{
    /// <summary>The product's own event that begins a session.</summary>
    public const string SessionEvent = "session_started";

    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"];

    private readonly ulong _seed;
    private readonly double _totalWeight;

    /// <summary>Creates a population.</summary>
    /// <param name="segments">How its segments behave; at least one, each of which a step completes by an event's name alone.</param>
    /// <param name="count">How many accounts; 0 or more.</param>
    /// <param name="from">When the first ones sign up.</param>
    /// <param name="span">Over how long sign-ups are spread evenly; zero or more.</param>
    /// <param name="seed">Which population of those alike.</param>
    /// <exception cref="TtvValidationException">A segment breaks its rules; every fault is listed.</exception>
    public SimulatedPopulation(ValueList<SimulatedSegment> segments, int count, Instant from, Duration span, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, Duration.Zero);
        var faults = new List<string>();
        if (segments.Count == 0) faults.Add("no segment is given: at least one is needed.");
        foreach (var segment in segments)
        {
            segment.CollectFaults(faults);
            foreach (var step in segment.Definition.Paths[0].Steps)
            {
                if (step.CompletedBy is { Conditions.Count: > 0 } or { Occurrence: > 1 } or { OnLaterDateThanSignUp: true })
                    faults.Add($"{segment.Definition.Key}: milestone '{step.Key}' asks for more than an event's name: a path whose steps do not is needed.");
            }
        }

        if (faults.Count > 0) throw new TtvValidationException("simulated population", faults);
        (Segments, Count, From, Span, _seed) = (segments, count, from, span, seed);
        _totalWeight = segments.Sum(s => s.Weight);
    }

    /// <summary>How the segments behave.</summary>
    public ValueList<SimulatedSegment> Segments { get; }

    /// <summary>How many accounts there are.</summary>
    public int Count { get; }

    /// <summary>When the first ones sign up.</summary>
    public Instant From { get; }

    /// <summary>Over how long sign-ups are spread.</summary>
    public Duration Span { get; }

    /// <summary>The truth about an account.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not from 0 to <see cref="Count"/> - 1.</exception>
    public SimulatedAccount this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var draws = new Draws(_seed, (ulong)index, stream: 0);
            var segment = SegmentAt(draws.Uniform() * _totalWeight);
            var signedUpAt = SignUp(ref draws);
            var zone = Zones[(int)(draws.Uniform() * Zones.Length)];
            var fit = (Math.Round(draws.Uniform(), 2), Math.Round(draws.Uniform(), 2));
            var churnsAt = Whole(signedUpAt + Hours(draws.Weibull(1, segment.MeanDaysToChurn * 24)));
            return new SimulatedAccount
            {
                Account = AccountId.Create(string.Create(CultureInfo.InvariantCulture, $"account-{index:0000000}")),
                Index = index,
                Segment = segment,
                SignedUpAt = signedUpAt,
                Zone = zone,
                Steps = StepsOf(segment, signedUpAt, ref draws),
                ChurnsAt = churnsAt,
                Fit = fit,
            };
        }
    }

    /// <summary>The truth about every account, in order.</summary>
    public IEnumerable<SimulatedAccount> Accounts()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    /// <summary>The log that the accounts leave until an instant, were they never nudged, account by account.</summary>
    public IEnumerable<TtvEvent> Events(Instant until) => Accounts().SelectMany(a => Events(a, until));

    /// <summary>The events of one account until an instant, were it never nudged, in order of time.</summary>
    public IEnumerable<TtvEvent> Events(SimulatedAccount account, Instant until)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Planned(account).Where(e => e.OccurredAt <= until).OrderBy(e => e.OccurredAt);
    }

    /// <summary>When an account signs up, without making the rest of it.</summary>
    internal Instant SignedUpAt(int index)
    {
        var draws = new Draws(_seed, (ulong)index, stream: 0);
        draws.Uniform();
        return SignUp(ref draws);
    }

    /// <summary>What an account says of itself when it signs up.</summary>
    internal static IEnumerable<TtvEvent> Arrival(SimulatedAccount account) =>
    [
        Tell(account, account.SignedUpAt, new SignedUp(EventProperties.Of(("segment", account.Segment.Definition.Key.Value), ("timezone", account.Zone)))),
        Tell(account, account.SignedUpAt, new FitAssessed(account.Fit.Value, account.Fit.Expansion)),
    ];

    /// <summary>The event that cancels the account.</summary>
    internal static TtvEvent Cancellation(SimulatedAccount account) => Tell(account, account.ChurnsAt, new Churned(null));

    /// <summary>The event that begins a session.</summary>
    internal static TtvEvent Session(SimulatedAccount account, Instant at) => Tell(account, at, new ProductEvent(SessionEvent));

    /// <summary>The event that completes a step.</summary>
    internal static TtvEvent Completion(SimulatedAccount account, Milestone step, Instant at) => Tell(account, at, new ProductEvent(step.CompletedBy.EventName));

    /// <summary>Whether a nudge gets the account to do its next step, and after how many hours.</summary>
    internal double? ResponseTo(SimulatedAccount account, string key)
    {
        var draws = new Draws(_seed, (ulong)account.Index, stream: StableHash(key));
        return draws.Uniform() < account.Segment.NudgeResponse ? draws.Weibull(1, account.Segment.MeanHoursToRespond) : null;
    }

    internal static Instant Whole(Instant at) => Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    internal static Duration Hours(double hours) => Duration.FromHours(Math.Min(hours, 24 * 365 * 100));

    /// <summary>When the account's sessions begin.</summary>
    internal IEnumerable<Instant> Sessions(SimulatedAccount account)
    {
        var draws = new Draws(_seed, (ulong)account.Index, stream: 1);
        var month = account.SignedUpAt + Duration.FromDays(30);
        var end = account.FirstValueAt is null && account.ChurnsAt < month ? account.ChurnsAt : month;
        var at = account.SignedUpAt;
        for (var pause = account.Segment.MeanHoursBetweenSessions; ; pause *= 1.1)
        {
            at = Whole(at + Hours(draws.Weibull(1, pause)));
            if (at >= end) yield break;
            yield return at;
        }
    }

    /// <summary>Everything that an account will do, were it never nudged.</summary>
    private IEnumerable<TtvEvent> Planned(SimulatedAccount account)
    {
        foreach (var told in Arrival(account)) yield return told;
        var steps = account.Segment.Definition.Paths[0].Steps;
        for (var i = 0; i < steps.Count; i++)
        {
            if (account.Steps[i].CompletedAt is { } at && at < account.ChurnsAt) yield return Completion(account, steps[i], at);
        }

        if (account.FirstValueAt is null) yield return Cancellation(account);
        foreach (var at in Sessions(account)) yield return Session(account, at);
    }

    private Instant SignUp(ref Draws draws) => Whole(From + Hours(Span.TotalHours * draws.Uniform()));

    private static ValueList<SimulatedStep> StepsOf(SimulatedSegment segment, Instant signedUpAt, ref Draws draws)
    {
        var path = segment.Definition.Paths[0];
        var steps = new SimulatedStep[path.Steps.Count];
        var share = path.Deadline.TotalHours / steps.Length;
        Instant? at = signedUpAt;
        for (var i = 0; i < steps.Length; i++)
        {
            var (stuck, wait) = (draws.Uniform(), draws.Weibull(segment.Shape, segment.Pace * share));
            at = stuck < segment.StuckShare ? null : at is { } before ? Whole(before + Hours(wait)) : null;
            steps[i] = new SimulatedStep(path.Steps[i].Key, at);
        }

        return [.. steps];
    }

    private SimulatedSegment SegmentAt(double weight)
    {
        foreach (var segment in Segments)
        {
            if (weight < segment.Weight) return segment;
            weight -= segment.Weight;
        }

        return Segments[^1];
    }

    private static TtvEvent Tell(SimulatedAccount account, Instant at, EventBody body) => TtvEvent.Create(account.Account, at, body, EventId.Create(
        string.Create(CultureInfo.InvariantCulture, $"{body.Name}@{at.ToUnixTimeMilliseconds()}")), at);

    private static ulong StableHash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text) hash = (hash ^ unit) * 1099511628211UL;
        return hash | 2;
    }
}
