using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Events;
using Ttv.Segments;
using Ttv.Support;

namespace Ttv.Journeys;

/// <summary>The laws of the fold: the log is a set, and the past does not change.</summary>
public class JourneyFoldProperties
{
    private static readonly JourneyFold Fold = new(Logs.RichDefinitions);

    [Property(MaxTest = 10_000)]
    public Property Fold_EachDeliveredOneToFiveTimesAndShuffled_IsEqual() => Prop.ForAll(Logs.AnyLog.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (events, seed) =>
    {
        var asOf = Logs.At(200);
        var straight = Fold.Fold(Logs.Acme, events, asOf);
        var shuffled = Fold.Fold(Logs.Acme, Logs.Shuffle(events.SelectMany((e, i) => Enumerable.Repeat(e, 1 + (int)(((uint)seed + (7u * (uint)i)) % 5))), seed), asOf);
        return straight.Equals(shuffled).Label($"{straight}\n{shuffled}");
    });

    /// <summary>Two meanings that rest on a property which is not kept: told of one event, or of two at one instant, one of them counts whatever came first.</summary>
    [Theory]
    [InlineData("e1", "e1")]
    [InlineData("e1", "e2")]
    [InlineData("e2", "e1")]
    [InlineData("a", "b")]
    [InlineData("c", "d")]
    [InlineData("k", "l")]
    [InlineData("x", "y")]
    public void Fold_MeaningsThatDifferByAnUnkeptProperty_DoNotDependOnTheOrder(string first, string second)
    {
        var definitions = new TtvDefinitions(Logs.RichDefinitions.Catalog, new EventVocabulary([
            new VocabularyEntry(new EventPattern("subscription", [new PropertyCondition("status", PropertyOperator.Equals, "cancelled")]), EventRole.Churn),
            new VocabularyEntry(new EventPattern("subscription", [new PropertyCondition("status", PropertyOperator.Equals, "active")]), EventRole.Reactivation),
        ]));
        TtvEvent[] events =
        [
            TtvEvent.Create(Logs.Acme, Logs.At(0), new SignedUp(EventProperties.Of(("segment", "team"))), EventId.Create("up")),
            TtvEvent.Create(Logs.Acme, Logs.At(9), new ProductEvent("subscription", EventProperties.Of(("status", "cancelled"))), EventId.Create(first)),
            TtvEvent.Create(Logs.Acme, Logs.At(9), new ProductEvent("subscription", EventProperties.Of(("status", "active"))), EventId.Create(second)),
            TtvEvent.Create(Logs.Acme, Logs.At(20), new ProductEvent("imported"), EventId.Create("end")),
        ];
        var fold = new JourneyFold(definitions);
        var packed = new PackedEventLog(definitions);
        foreach (var told in events) packed.Add(told);
        var expected = fold.Fold(Logs.Acme, events, Logs.At(20));
        Assert.Equal(expected, fold.Fold(Logs.Acme, events.Reverse(), Logs.At(20)));
        Assert.Equal(WithoutEvidence(expected), packed.Find(Logs.Acme, Logs.At(20)));
    }

    [Property(MaxTest = 500)]
    public Property Fold_AsOf_UsesNothingRecordedOrOccurringLater() => Prop.ForAll(Logs.AnyLog.ToArbitrary(), Gen.Choose(0, 260).ToArbitrary(), (events, hour) =>
    {
        var asOf = Logs.At(hour);
        // An id that was told earlier and is told again later keeps what was known then.
        var known = events.Where(e => e.RecordedAt <= asOf);
        return Fold.Fold(Logs.Acme, events, asOf).Equals(Fold.Fold(Logs.Acme, known, asOf));
    });

    [Property(MaxTest = 500)]
    public Property PackedLog_AnyLog_GivesTheSameJourneyWithoutEvidence() => Prop.ForAll(Logs.AnyLog.ToArbitrary(), Gen.Choose(0, 260).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (events, hour, seed) =>
    {
        var packed = new PackedEventLog(Logs.RichDefinitions);
        foreach (var e in Logs.Shuffle(events.Concat(events), seed)) packed.Add(e);
        var asOf = Logs.At(hour);
        var expected = Fold.FoldAll(events, asOf);
        var actual = packed.Journeys(asOf).ToArray();
        return actual.Length == expected.Count
            && actual.Zip(expected.AsEnumerable()).All(p => p.First == WithoutEvidence(p.Second))
            && packed.CountDistinct() == events.Select(e => e.Id).Distinct().Count();
    });

    [Property(MaxTest = 300)]
    public Property Fold_AnyLog_KeepsDueTimesInBounds() => Prop.ForAll(Logs.AnyLog.ToArbitrary(), events =>
    {
        var journey = Fold.Fold(Logs.Acme, events, Logs.At(240));
        return journey.Steps.All(s => s.DueAt > journey.SignedUpAt && s.DueAt <= journey.TargetAt && !(s.CompletedAt < journey.SignedUpAt && s.Milestone != journey.Path!.FirstValue));
    });

    [Property]
    public Property Advance_AnyStops_IsTheInverseOfElapsed() => Prop.ForAll(
        Gen.Choose(0, 100).Two().Select(p => (From: Math.Min(p.Item1, p.Item2), To: Math.Max(p.Item1, p.Item2))).ListOf(5).ToArbitrary(),
        Gen.Choose(0, 100).ToArbitrary(),
        Gen.Choose(1, 100).ToArbitrary(),
        (stops, from, hours) =>
        {
            var clock = RunningClock.Create(stops.Select(s => new NodaTime.Interval(Logs.At(s.From), Logs.At(s.To))));
            var due = clock.Advance(Logs.At(from), Duration.FromHours(hours));
            return clock.Elapsed(Logs.At(from), due) == Duration.FromHours(hours)
                && clock.Elapsed(Logs.At(from), due - Duration.Epsilon) < Duration.FromHours(hours);
        });

    private static Journey WithoutEvidence(Journey journey) => journey with
    {
        FirstValueEvidence = null,
        Steps = journey.Steps.Select(s => s with { Evidence = null }).ToValueList(),
    };
}
