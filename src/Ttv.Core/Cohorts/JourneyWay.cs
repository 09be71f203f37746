using System.Runtime.InteropServices;
using NodaTime;
using Ttv.Journeys;

namespace Ttv.Cohorts;

/// <summary>Reads journeys as ways, one after the other: each is valid until the next is read.</summary>
internal sealed class JourneyWay(ReviewTerms terms, EventWeeks weeks)
{
    private readonly List<StepTime> _steps = [];
    private readonly List<PathEvent> _events = [];
    private readonly List<ObstacleEvent> _obstacles = [];

    public AccountWay Read(Journey journey)
    {
        _steps.Clear();
        _events.Clear();
        _obstacles.Clear();
        foreach (var step in journey.Steps)
            _steps.Add(new StepTime(Micros(step.CompletedAt), step.DueAt <= journey.ObservedUntil, step.CompletedAt <= step.DueAt));
        foreach (var e in journey.StepEvents) _events.Add(new PathEvent(Micros(e.At), e.Step, weeks.NumberOf(Micros(e.At)), terms.ValuesOf(e.Dimensions)));
        foreach (var b in journey.Blockers)
            _obstacles.Add(new ObstacleEvent(Micros(b.At), terms.NumberOf(new Obstacle(b.Source, b.Blocker)), weeks.NumberOf(Micros(b.At)), terms.ValuesOf(b.Dimensions)));
        return new AccountWay
        {
            Plan = journey.Segment is { } segment ? terms.PlanOf(segment, journey.Path!) : null,
            IsTimed = journey.IsTimed,
            IsChurned = journey.IsChurned,
            SignedUpAt = Micros(journey.SignedUpAt),
            FirstValueAt = Micros(journey.FirstValueAt),
            ChurnedAt = Micros(journey.ChurnedAt),
            ObservedUntil = Instants.ToMicroseconds(journey.ObservedUntil),
            Steps = CollectionsMarshal.AsSpan(_steps),
            Events = CollectionsMarshal.AsSpan(_events),
            Obstacles = CollectionsMarshal.AsSpan(_obstacles),
        };
    }

    private static long Micros(Instant? at) => at is { } known ? Instants.ToMicroseconds(known) : AccountWay.Never;
}
