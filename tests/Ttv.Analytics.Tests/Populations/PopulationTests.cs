using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

public class PopulationTests
{
    private static readonly AccountId Acme = AccountId.Create("acme");
    private static readonly TtvDefinitions Definitions = PopulationLogs.Definitions[1];

    [Fact]
    public void Fold_EmptyBatch_HasNoRows()
    {
        using var population = Population.Fold(new EventBatch(Definitions), degreeOfParallelism: 2);
        Assert.Equal(0, population.Count);
        Assert.True(population.SignedUpAt.IsEmpty);
        Assert.Equal(-1, population.RowOf(Acme));
        Assert.Throws<ArgumentOutOfRangeException>(() => population.OutcomeOf(0));
    }

    [Fact]
    public void Fold_PlainAccount_TellsItsWay()
    {
        using var population = Population.Fold(Batch(SignUp(0), Product(1, "imported"), Product(30, "login"), Told(2, new FitAssessed(0.7, 0.5))), PopulationLogs.At(40));
        Assert.Equal(0, population.IntricateCount);
        Assert.Equal(0, population.RowOf(Acme));
        Assert.Equal(0b0001UL, population.StepsDone[0]);
        Assert.Equal(Duration.FromHours(39), population.InputsOf(0)!.SinceProgress);
        Assert.Equal(2, population.CurrentStep[0]);
        Assert.Equal(0.7, population.PotentialValue[0]);
        Assert.Equal(AccountFlags.Known | AccountFlags.Timed | AccountFlags.CompletedStep, population.Flags[0]);
        Assert.Equal(PopulationLogs.At(30), population.ObservedUntil);
    }

    [Theory]
    [InlineData("back")]
    [InlineData("mail_sent")]
    [InlineData("holiday")]
    public void Fold_OrderOfEventsMatters_TakesTheJourneyFold(string name)
    {
        using var population = Population.Fold(Batch(SignUp(0), Product(1, name)));
        Assert.Equal(1, population.IntricateCount);
    }

    [Fact]
    public void Fold_CorrectedEvent_TakesTheOneRecordedFirstAndFindsTheConflict()
    {
        var id = EventId.Create("e");
        using var population = Population.Fold(Batch(
            SignUp(0),
            TtvEvent.Create(Acme, PopulationLogs.At(5), new ProductEvent("imported"), id, PopulationLogs.At(6)),
            TtvEvent.Create(Acme, PopulationLogs.At(3), new ProductEvent("imported"), id, PopulationLogs.At(7))), PopulationLogs.At(8));
        Assert.Equal(PopulationLogs.At(5).ToUnixTimeTicks() / 10, population.LastProgressAt[0]);
        Assert.Equal(AccountFindings.ConflictingDuplicate, population.Findings[0]);
    }

    [Fact]
    public void Fold_RepetitionRecordedLater_StaysOnTheShortWay()
    {
        var id = EventId.Create("e");
        using var population = Population.Fold(Batch(
            SignUp(0),
            TtvEvent.Create(Acme, PopulationLogs.At(5), new ProductEvent("login"), id, PopulationLogs.At(6)),
            TtvEvent.Create(Acme, PopulationLogs.At(5), new ProductEvent("login"), id, PopulationLogs.At(9)),
            Product(60, "login")), PopulationLogs.At(61));
        Assert.Equal(0, population.IntricateCount);
        Assert.Equal((1, 0), (population.SessionsInLastWindow[0], population.SessionsInPreviousWindow[0]));
    }

    [Fact]
    public void Fold_AsOfBeforeAnythingWasRecorded_LeavesTheRowUnknown()
    {
        using var population = Population.Fold(Batch(SignUp(5)), PopulationLogs.At(4));
        Assert.Equal(AccountFlags.None, population.Flags[0]);
        Assert.Null(population.OutcomeOf(0));
        Assert.Null(population.InputsOf(0));
        Assert.Equal(Population.Never, population.SignedUpAt[0]);
    }

    [Fact]
    public void Fold_AccountOfThousandsOfEvents_RemovesItsRepetitions()
    {
        var events = Enumerable.Range(0, 5_000).Select(i => TtvEvent.Create(Acme, PopulationLogs.At(1 + (i % 400)), new ProductEvent("login"), EventId.Create($"e{i}"))).ToArray();
        var batch = Batch([SignUp(0), .. events, .. events]);
        using var population = Population.Fold(batch, PopulationLogs.At(401));
        var journey = new JourneyFold(Definitions).FoldAll([SignUp(0), .. events], PopulationLogs.At(401))[0];
        Assert.Equal(0, population.IntricateCount);
        Assert.Equal(Risk.RiskInputs.From(journey, journey.AsOf, Risk.RiskPolicy.Default), population.InputsOf(0));
    }

    [Fact]
    public void RowOf_AccountNamedAfterTheFold_IsNone()
    {
        var batch = Batch(SignUp(0));
        using var population = Population.Fold(batch);
        batch.Add(TtvEvent.Product(AccountId.Create("later"), PopulationLogs.At(1), "login"));
        Assert.Equal(1, population.Count);
        Assert.Equal(-1, population.RowOf(AccountId.Create("later")));
    }

    [Fact]
    public void Fold_DegreeOfParallelismBelowOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Population.Fold(Batch(SignUp(0)), degreeOfParallelism: 0));

    [Fact]
    public void Dispose_ThenRead_Throws()
    {
        var population = Population.Fold(Batch(SignUp(0)));
        population.Dispose();
        population.Dispose();
        Assert.Throws<ObjectDisposedException>(() => population.SignedUpAt.Length);
    }

    private static EventBatch Batch(params IEnumerable<TtvEvent> events)
    {
        var batch = new EventBatch(Definitions);
        batch.AddRange(events);
        return batch;
    }

    private static TtvEvent SignUp(double hours) => Told(hours, new SignedUp(EventProperties.Of(("segment", "team"))));

    private static TtvEvent Told(double hours, Fact fact) => TtvEvent.Create(Acme, PopulationLogs.At(hours), fact);

    private static TtvEvent Product(double hours, string name) => TtvEvent.Product(Acme, PopulationLogs.At(hours), name);
}
