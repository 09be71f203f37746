using NodaTime;
using Ttv.Journeys;

namespace Ttv.Risk;

/// <summary>
/// Raw measurements of one account, as a user may have them in a table of their own. Null means unknown; the signals that
/// need it are then missing.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed record RiskInputs
{
    /// <summary>Time since the last progress (sign-up where there is none), pauses left out; zero or more.</summary>
    public Duration? SinceProgress { get; init; }

    /// <summary>Time from the last progress to the due time of the current milestone, pauses left out; above zero.</summary>
    public Duration? Allowance { get; init; }

    /// <summary>Whether the target date of first value has passed; latency is then 1. False by default.</summary>
    public bool IsPastTarget { get; init; }

    /// <summary>Sessions in the last window (see <see cref="RiskPolicy.LongestSessionWindow"/>), 0 or more; null where the account is younger than two windows.</summary>
    public int? SessionsInLastWindow { get; init; }

    /// <summary>Sessions in the window before it, 0 or more.</summary>
    public int? SessionsInPreviousWindow { get; init; }

    /// <summary>Reminders sent and old enough to have been answered, 0 or more.</summary>
    public int? RemindersSent { get; init; }

    /// <summary>Those of them that were not engaged with in time, 0 to <see cref="RemindersSent"/>.</summary>
    public int? RemindersIgnored { get; init; }

    /// <summary>Replies asked for that were given or are overdue, 0 or more.</summary>
    public int? RepliesAsked { get; init; }

    /// <summary>Replies given, 0 to <see cref="RepliesAsked"/>.</summary>
    public int? RepliesGiven { get; init; }

    /// <summary>The flow the account has chosen.</summary>
    public Complexity? ChosenFlow { get; init; }

    /// <summary>The user's experience.</summary>
    public Complexity? Experience { get; init; }

    /// <summary>Potential account value, 0 to 1.</summary>
    public double? PotentialValue { get; init; }

    /// <summary>Expansion potential, 0 to 1.</summary>
    public double? Expansion { get; init; }

    /// <summary>Values of custom signals; one that is not named is unknown.</summary>
    public ValueList<SignalValue> Custom { get; init; }

    /// <summary>
    /// Progress latency: <see cref="SinceProgress"/> / <see cref="Allowance"/>, clamped to [0, 1]; 1 past the target.
    /// </summary>
    public double? ProgressLatency => RiskFormulas.ProgressLatency(IsPastTarget, SinceProgress?.TotalMicroseconds(), Allowance?.TotalMicroseconds());

    /// <summary>Session drop: 1 - last / previous, clamped to [0, 1]; 1 when there was no session in the last window.</summary>
    public double? SessionDrop => RiskFormulas.SessionDrop(SessionsInLastWindow, SessionsInPreviousWindow);

    /// <summary>The share of reminders that were ignored, 0 to 1; null where none was sent.</summary>
    public double? IgnoredReminders => RiskFormulas.IgnoredReminders(RemindersSent, RemindersIgnored);

    /// <summary>1 - the reply rate, 0 to 1; null where none was asked.</summary>
    public double? LowReplies => RiskFormulas.LowReplies(RepliesAsked, RepliesGiven);

    /// <summary>Engagement decay: the mean of session drop, ignored reminders and low replies, weighted 50, 30 and 20 over the known ones.</summary>
    public double? EngagementDecay => RiskFormulas.EngagementDecay(SessionDrop, IgnoredReminders, LowReplies);

    /// <summary>Complexity mismatch: max(0, chosen - experienced) / 2 on the scale of <see cref="Complexity"/>.</summary>
    public double? ComplexityMismatch => RiskFormulas.ComplexityMismatch((int?)ChosenFlow, (int?)Experience);

    /// <summary>Strategic fit: the mean of potential value and expansion; null unless both are known.</summary>
    public double? StrategicFit => RiskFormulas.StrategicFit(PotentialValue, Expansion);

    /// <summary>The signals that these measurements give.</summary>
    /// <param name="policy">The policy that says what is high value.</param>
    /// <exception cref="ArgumentException">A measurement is out of its range; every fault is in the message.</exception>
    public RiskSignals ToSignals(RiskPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Check();
        return new RiskSignals
        {
            ProgressLatency = ProgressLatency,
            EngagementDecay = EngagementDecay,
            ComplexityMismatch = ComplexityMismatch,
            StrategicFit = StrategicFit,
            Custom = Custom,
            IsHighValue = PotentialValue >= policy.HighValueFrom && Expansion >= policy.HighValueFrom,
        };
    }

    /// <summary>Measures a journey.</summary>
    /// <param name="journey">The account; it must be timed.</param>
    /// <param name="asOf">The instant, not before the journey's own.</param>
    /// <param name="policy">The policy that says which windows to take.</param>
    /// <exception cref="ArgumentException">The journey is not timed, or knows of what happened after the instant.</exception>
    public static RiskInputs From(Journey journey, Instant asOf, RiskPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(policy);
        if (!journey.IsTimed) throw new ArgumentException($"Account '{journey.Account}' is not timed: it has no sign-up, no segment, or first value before sign-up.", nameof(journey));
        if (asOf < journey.ObservedUntil) throw new ArgumentException($"The journey of account '{journey.Account}' is observed until {journey.ObservedUntil}, after {asOf}: fold it as of that instant.", nameof(asOf));
        // Beyond the end of observation a paused clock stands still.
        var now = journey.IsPaused ? Instants.Min(asOf, journey.ObservedUntil) : asOf;
        var inputs = EngagementAt(journey, asOf, policy);
        if (journey.CurrentStep is { } current)
        {
            var progress = journey.LastProgressAt!.Value;
            var allowance = journey.Clock.Elapsed(progress, current.DueAt);
            inputs = inputs with
            {
                SinceProgress = Max(Duration.Zero, journey.Clock.Elapsed(progress, now)),
                Allowance = Max(Duration.FromTicks(10), allowance),
                IsPastTarget = now >= journey.TargetAt,
            };
        }

        return inputs with
        {
            ChosenFlow = journey.Flow,
            Experience = journey.Experience,
            PotentialValue = journey.Fit?.PotentialValue,
            Expansion = journey.Fit?.Expansion,
        };
    }

    /// <summary>The engagement measurements of a journey at an instant, by what had happened then.</summary>
    internal static RiskInputs EngagementAt(Journey journey, Instant at, RiskPolicy policy)
    {
        var window = Min(policy.LongestSessionWindow, journey.Segment!.DefaultPath.Deadline / 4);
        var isOldEnough = at >= journey.SignedUpAt!.Value + (2 * window);
        var (sent, ignored, asked, given) = (0, 0, 0, 0);
        foreach (var nudge in journey.Nudges)
        {
            if (nudge.SentAt > at) continue;
            var isDue = nudge.SentAt + policy.ResponseTime <= at;
            if (isDue || nudge.IgnoredAt <= at)
            {
                sent++;
                if (!(nudge.EngagedAt <= nudge.SentAt + policy.ResponseTime)) ignored++;
            }

            if (!nudge.AsksReply || !(isDue || nudge.RepliedAt <= at)) continue;
            asked++;
            if (nudge.RepliedAt <= at) given++;
        }

        return new RiskInputs
        {
            SessionsInLastWindow = isOldEnough ? CountIn(journey.Sessions, at - window, at) : null,
            SessionsInPreviousWindow = isOldEnough ? CountIn(journey.Sessions, at - window - window, at - window) : null,
            RemindersSent = sent,
            RemindersIgnored = ignored,
            RepliesAsked = asked,
            RepliesGiven = given,
        };
    }

    /// <summary>Sessions in (after, until].</summary>
    private static int CountIn(ValueList<Instant> sessions, Instant after, Instant until)
    {
        var count = 0;
        foreach (var session in sessions)
        {
            if (session > after && session <= until) count++;
        }

        return count;
    }

    private void Check()
    {
        List<string>? faults = null;
        Require(SinceProgress is null || SinceProgress >= Duration.Zero, nameof(SinceProgress), SinceProgress, "zero or more");
        Require(Allowance is null || Allowance > Duration.Zero, nameof(Allowance), Allowance, "above zero");
        Require(!(SessionsInLastWindow < 0), nameof(SessionsInLastWindow), SessionsInLastWindow, "0 or more");
        Require(!(SessionsInPreviousWindow < 0), nameof(SessionsInPreviousWindow), SessionsInPreviousWindow, "0 or more");
        Require(!(RemindersSent < 0), nameof(RemindersSent), RemindersSent, "0 or more");
        Require(RemindersIgnored is null || (RemindersIgnored >= 0 && !(RemindersIgnored > (RemindersSent ?? 0))), nameof(RemindersIgnored), RemindersIgnored, "0 to RemindersSent");
        Require(!(RepliesAsked < 0), nameof(RepliesAsked), RepliesAsked, "0 or more");
        Require(RepliesGiven is null || (RepliesGiven >= 0 && !(RepliesGiven > (RepliesAsked ?? 0))), nameof(RepliesGiven), RepliesGiven, "0 to RepliesAsked");
        Require(ChosenFlow is null || Enum.IsDefined(ChosenFlow.Value), nameof(ChosenFlow), ChosenFlow, WireName.Allowed<Complexity>());
        Require(Experience is null || Enum.IsDefined(Experience.Value), nameof(Experience), Experience, WireName.Allowed<Complexity>());
        Require(PotentialValue is null or (>= 0 and <= 1), nameof(PotentialValue), PotentialValue, "a number from 0 to 1");
        Require(Expansion is null or (>= 0 and <= 1), nameof(Expansion), Expansion, "a number from 0 to 1");
        if (faults is not null) throw new ArgumentException(string.Join(" ", faults));

        void Require<T>(bool holds, string field, T value, string allowed)
        {
            if (!holds) (faults ??= []).Add(FormattableString.Invariant($"{field} is {value}: {allowed} is allowed."));
        }
    }

    private static Duration Min(Duration a, Duration b) => a < b ? a : b;

    private static Duration Max(Duration a, Duration b) => a > b ? a : b;
}
