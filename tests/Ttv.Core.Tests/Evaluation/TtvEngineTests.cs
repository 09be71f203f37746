using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Events;
using Ttv.Nudges;
using static Ttv.Support.Logs;

namespace Ttv.Evaluation;

public class TtvEngineTests
{
    private static readonly TtvEngine Engine = new(PlaybookDefinitions);

    private static AccountEvaluation Evaluate(double asOfHours, params TtvEvent[] events) => Engine.Evaluate(Engine.Fold(Acme, events, At(asOfHours)), At(asOfHours));

    [Fact]
    public void Evaluate_BandLeft_AsksForTheFactAndThenNoMore()
    {
        // At 17 h of the first step's 18 h the score is 94.44.
        var first = Evaluate(17, SignUp());
        var second = Evaluate(17, SignUp(), Told(16, new BandChanged(RiskBand.High)));

        Assert.Equal(new BandChanged(RiskBand.High), first.BandChange);
        Assert.Null(second.BandChange);
    }

    [Fact]
    public void Evaluate_NothingToDoNow_SaysWhenToLookAgain() => Assert.Equal(At(9), Evaluate(1, SignUp()).NextCheckAt);

    [Fact]
    public void Evaluate_AtNextCheck_TheAnswerHasChanged()
    {
        var before = Evaluate(1, SignUp());
        var hours = (before.NextCheckAt!.Value - T0).TotalHours;

        Assert.DoesNotContain(before.Nudges, n => n.Outcome == NudgeOutcome.Send);
        Assert.Contains(Evaluate(hours, SignUp()).Nudges, n => n.Outcome == NudgeOutcome.Send);
    }

    [Property(MaxTest = 200)]
    public Property Evaluate_AnyLog_IsAPureFunction() => Prop.ForAll(AnyLog.ToArbitrary(), Gen.Choose(0, 240).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (log, hours, seed) =>
    {
        var engine = new TtvEngine(RichDefinitions);
        var at = At(hours);
        return engine.Evaluate(engine.Fold(Acme, log, at), at) == new TtvEngine(RichDefinitions).Evaluate(engine.Fold(Acme, Shuffle(log.Concat(log), seed), at), at);
    });
}
