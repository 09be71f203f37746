using NodaTime;
using Ttv.Journeys;
using static Ttv.Support.Logs;

namespace Ttv.Bands;

public class TtvBandsTests
{
    [Theory]
    [InlineData(0, TtvBand.Lightning, OnboardingFlow.Minimal, "1 core action within 30 min")]
    [InlineData(3_599, TtvBand.Lightning, OnboardingFlow.Minimal, "1 core action within 30 min")]
    [InlineData(3_600, TtvBand.Standard, OnboardingFlow.Guided, "first milestone within 4 h")]
    [InlineData(86_399, TtvBand.Standard, OnboardingFlow.Guided, "first milestone within 4 h")]
    [InlineData(86_400, TtvBand.SlowRamp, OnboardingFlow.Assisted, "half of the milestones within 3 days")]
    [InlineData(604_799, TtvBand.SlowRamp, OnboardingFlow.Assisted, "half of the milestones within 3 days")]
    [InlineData(604_800, TtvBand.HighTouch, OnboardingFlow.Concierge, "3 set-up steps within 5 days")]
    public void Of_Seconds_GivesBandFlowAndMetric(long seconds, TtvBand band, OnboardingFlow flow, string metric)
    {
        var found = TtvBands.Of(Duration.FromSeconds(seconds));

        Assert.Equal(band, found);
        Assert.Equal((flow, metric), (TtvBands.Define(found).Flow, TtvBands.Define(found).SuccessMetric.Description));
    }

    [Theory]
    [InlineData(300, ValueKind.Immediate)]
    [InlineData(301, ValueKind.Short)]
    [InlineData(86_399, ValueKind.Short)]
    [InlineData(86_400, ValueKind.Long)]
    public void KindOf_Seconds_GivesTheValueKind(long seconds, ValueKind kind) => Assert.Equal(kind, TtvBands.KindOf(Duration.FromSeconds(seconds)));

    [Fact]
    public void Of_NegativeTime_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => TtvBands.Of(Duration.FromSeconds(-1)));

    [Theory]
    [InlineData(TtvBand.Lightning, 0.4, 1.0, SuccessState.Pending)]
    [InlineData(TtvBand.Lightning, 0.5, 0.5, SuccessState.Met)]
    [InlineData(TtvBand.Lightning, 1.0, 0.6, SuccessState.Missed)]
    [InlineData(TtvBand.Standard, 3.9, 9.0, SuccessState.Pending)]
    [InlineData(TtvBand.Standard, 4.0, 4.0, SuccessState.Met)]
    [InlineData(TtvBand.Standard, 5.0, 4.5, SuccessState.Missed)]
    [InlineData(TtvBand.SlowRamp, 72, 70, SuccessState.Missed)]
    [InlineData(TtvBand.HighTouch, 119, 100, SuccessState.Pending)]
    [InlineData(TtvBand.HighTouch, 120, 100, SuccessState.Missed)]
    public void Judge_SuccessMetric_HoldsTheFirstMilestoneAgainstTheTime(TtvBand band, double asOf, double importedAt, SuccessState state)
    {
        var journey = new JourneyFold(PlaybookDefinitions).Fold(Acme, [SignUp(), Product(importedAt, "data_source_connected")], At(asOf));

        Assert.Equal(state, TtvBands.Define(band).SuccessMetric.Judge(journey));
    }

    [Fact]
    public void Judge_HalfOfThreeMilestones_NeedsTwo()
    {
        var fold = new JourneyFold(PlaybookDefinitions);
        var metric = TtvBands.Define(TtvBand.SlowRamp).SuccessMetric;

        Assert.Equal(SuccessState.Pending, metric.Judge(fold.Fold(Acme, [SignUp(), Product(1, "data_source_connected")], At(20))));
        Assert.Equal(SuccessState.Met, metric.Judge(fold.Fold(Acme, [SignUp(), Product(1, "data_source_connected"), Product(2, "lead_scored")], At(20))));
    }

    [Fact]
    public void Assess_SlowAccount_KeepsTheBandItWasExpectedIn()
    {
        var journey = new JourneyFold(PlaybookDefinitions).Fold(Acme, [SignUp()], At(24 * 30));
        var assessment = BandAssessment.Of(journey, new ExpectedTtv(Duration.FromHours(2), ExpectationBasis.SegmentMedian))!;

        Assert.Equal((TtvBand.Standard, OnboardingFlow.Guided, default(TtvBand?)), (assessment.Expected.Band, assessment.Flow, assessment.Observed));
        Assert.Equal(At(0.25), assessment.FixedAt);
        Assert.Equal(ValueKind.Long, assessment.ValueKind);
    }

    [Fact]
    public void Expected_MedianNotReached_IsHighTouch() => Assert.Equal(TtvBand.HighTouch, new ExpectedTtv(null, ExpectationBasis.SegmentMedian).Band);
}
