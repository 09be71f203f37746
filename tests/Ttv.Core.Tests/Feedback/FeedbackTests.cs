using Ttv.Bands;
using Ttv.Events;
using Ttv.Journeys;
using static Ttv.Support.Logs;

namespace Ttv.Feedback;

public class FeedbackTests
{
    private static Journey Fold(double asOfHours, params TtvEvent[] events) => new JourneyFold(PlaybookDefinitions).Fold(Acme, events, At(asOfHours));

    [Theory]
    [InlineData(TtvBand.Lightning, "accelerator")]
    [InlineData(TtvBand.Standard, "accelerator")]
    [InlineData(TtvBand.SlowRamp, "obstacle")]
    [InlineData(TtvBand.HighTouch, "obstacle")]
    public void For_Band_AsksWhatFits(TtvBand band, string key) => Assert.Equal([key], FeedbackPrompts.For(band).Select(p => p.Key));

    [Fact]
    public void DueFor_Churned_OpensAnExitInterviewWithBoth()
    {
        var journey = Fold(10, SignUp(), Told(5, new Churned(null)));

        Assert.Equal(["What almost stopped you from completing setup?", "What made it easier to reach value quickly?"], FeedbackPrompts.DueFor(journey).Select(p => p.Text));
    }

    [Fact]
    public void DueFor_Answered_AsksNoMore()
    {
        Assert.Single(FeedbackPrompts.DueFor(Fold(60, SignUp(), Product(50, "first_qualified_lead_delivered"))));
        Assert.Empty(FeedbackPrompts.DueFor(Fold(60, SignUp(), Product(50, "first_qualified_lead_delivered"), Told(55, new SurveyAnswered("obstacle", "the import", BlockerType.Integration)))));
        Assert.Empty(FeedbackPrompts.DueFor(Fold(60, SignUp())));
    }

    [Fact]
    public void Summarise_ReportedAgainstInferred_RanksPerBand()
    {
        var fold = new JourneyFold(RichDefinitions);
        var reportedAndShown = fold.Fold(Acme, [Product(0, "registered"), Product(1, "error"), Product(2, "report", ("rows", 10)), Told(3, new SurveyAnswered("accelerator", "x", BlockerType.Integration))], At(9));
        var reported = fold.Fold(Acme, [Product(0, "registered"), Product(2, "report", ("rows", 10)), Told(3, new BlockerReported(BlockerType.Setup, null))], At(9));
        var open = fold.Fold(Acme, [Product(0, "registered"), Product(1, "error")], At(9));
        var summary = FeedbackReview.Summarise([reportedAndShown, reported, open]);

        Assert.Equal([TtvBand.Standard, null], summary.Select(s => s.Band));
        Assert.Equal([new FeedbackBlocker(BlockerType.Integration, 1, 1, 1), new FeedbackBlocker(BlockerType.Setup, 1, 0, 0)], summary[0].Blockers);
        Assert.Equal([new FeedbackBlocker(BlockerType.Integration, 0, 1, 0)], summary[1].Blockers);
    }
}
