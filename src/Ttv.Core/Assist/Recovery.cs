using NodaTime;
using Ttv.Journeys;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Survival;

namespace Ttv.Assist;

/// <summary>Measures how escalated accounts fared. Add journeys one by one, then ask.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class Recovery
{
    private static readonly long OneWeek = 7 * 86_400_000_000L;
    private readonly List<long> _times = [];
    private readonly List<int> _statuses = [];
    private readonly List<long> _contactTimes = [];
    private readonly List<int> _contactStatuses = [];
    private readonly List<double> _predicted = [];
    private long _awaiting;

    /// <summary>Takes an account's journey; one that was not escalated before first value does not count.</summary>
    public void Add(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (!journey.IsTimed || journey.Escalations.Count == 0) return;
        var escalation = journey.Escalations[0];
        if (journey.FirstValueAt <= escalation.At) return;
        var value = Since(journey.FirstValueAt);
        var churned = journey.ChurnedAt > escalation.At ? Since(journey.ChurnedAt) : long.MaxValue;
        var end = Math.Max(0, Since(journey.ObservedUntil));
        _times.Add(Math.Min(Math.Min(value, churned), end));
        _statuses.Add(value <= churned ? value == long.MaxValue ? 0 : 1 : 2);

        var contact = long.MaxValue;
        foreach (var assist in journey.Assists)
        {
            if (assist.At >= escalation.At) contact = Math.Min(contact, Since(assist.At));
        }

        _contactTimes.Add(Math.Min(contact, Math.Min(value, end)));
        _contactStatuses.Add(contact <= value && contact != long.MaxValue ? 1 : 0);
        if (escalation.PredictedRecovery is { } predicted) _predicted.Add(predicted);
        if (journey.Escalations[^1].Approver is null && journey.Trail.Approver is null) _awaiting++;

        long Since(Instant? at) => at is { } instant ? Instants.ToMicroseconds(instant) - Instants.ToMicroseconds(escalation.At) : long.MaxValue;
    }

    /// <summary>Takes the journeys that another one was given.</summary>
    internal void Merge(Recovery other)
    {
        _times.AddRange(other._times);
        _statuses.AddRange(other._statuses);
        _contactTimes.AddRange(other._contactTimes);
        _contactStatuses.AddRange(other._contactStatuses);
        _predicted.AddRange(other._predicted);
        _awaiting += other._awaiting;
    }

    /// <summary>The rate over all journeys added.</summary>
    public RecoveryRate ToRate()
    {
        if (_times.Count == 0) return RecoveryRate.None;
        var rate = AalenJohansen.Estimate(SurvivalData.Create(_times.ToArray(), _statuses.ToArray())).RateBy(OneWeek);
        var contact = KaplanMeier.Estimate(SurvivalData.Create(_contactTimes.ToArray(), _contactStatuses.ToArray())).Median;
        return new RecoveryRate
        {
            Escalated = _times.Count,
            AwaitingApprover = _awaiting,
            Value = rate.Value,
            Lower = rate.Lower,
            Upper = rate.Upper,
            IsBeyondFollowUp = rate.IsBeyondFollowUp,
            Predicted = _predicted.Count == 0 ? null : _predicted.Order().Sum() / _predicted.Count,
            MedianTimeToContact = contact.Value is { } ticks ? Duration.FromTicks(ticks * 10) : null,
        };
    }
}
