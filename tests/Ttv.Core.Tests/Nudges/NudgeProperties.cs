using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Journeys;
using Ttv.Risk;
using static Ttv.Support.Logs;

namespace Ttv.Nudges;

public class NudgeProperties
{
    private static readonly NudgeDecider Decider = new();

    private static ValueList<NudgeDecision> Decide(Events.TtvEvent[] log, Instant asOf)
    {
        var journey = new JourneyFold(RichDefinitions).Fold(Acme, log, asOf);
        return Decider.Decide(journey, new RiskScorer().Score(journey, asOf), asOf);
    }

    [Property(MaxTest = 300)]
    public Property Decide_AnyLog_AnswersForEveryRuleWithReasons() => Prop.ForAll(AnyLog.ToArbitrary(), Gen.Choose(0, 240).ToArbitrary(), (log, hours) =>
    {
        var decisions = Decide(log, At(hours));
        return decisions.Select(d => d.Rule).SequenceEqual(NudgeRules.All.Select(r => r.Key))
            && decisions.All(d => d.Reasons.Count > 0 && d.Key.Length is > 0 and <= 256)
            && decisions.All(d => d.Outcome == NudgeOutcome.Defer == d.DeferUntil.HasValue)
            && decisions.All(d => d.DeferUntil is null || d.DeferUntil > At(hours))
            && decisions.All(d => d.Copy is not null == d.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate)
            && decisions.Count(d => d is { Outcome: NudgeOutcome.Send, Channel: NudgeChannel.Message }) <= 1
            && decisions.Count(d => d.Outcome == NudgeOutcome.Escalate) <= 1;
    });

    [Property(MaxTest = 200)]
    public Property Decide_ShuffledAndDoubledLog_DecidesTheSame() => Prop.ForAll(AnyLog.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (log, seed) =>
        Decide(log, At(120)) == Decide(Shuffle(log.Concat(log), seed), At(120)));

    [Fact]
    public void Decide_SignUpBecomesKnownLaterThanANudge_CountsTheNudgeAllTheSame()
    {
        Events.TtvEvent[] log = [Events.TtvEvent.Product(Acme, At(2), "registered", Events.EventProperties.Of(("plan", "pro")))];
        var first = Decide(log, At(25)).Single(d => d.Outcome == NudgeOutcome.Send);
        log = [.. log, Told(25, new Events.NudgeSent(first.Key, first.Rule, first.Milestone, asksReply: false)), Told(33, new Events.SignedUp(Events.EventProperties.Of(("plan", "pro"))))];
        for (var hour = 34; hour < 100; hour++)
        {
            var now = Decide(log, At(hour));
            Assert.DoesNotContain(now, d => d.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate && d.Key == first.Key);
            if (now.FirstOrDefault(d => d.Rule == first.Rule && d.Outcome == NudgeOutcome.Send) is not { } second) continue;
            Assert.Equal((first.Attempt + 1, first.Episode), (second.Attempt, second.Episode));
            return;
        }

        Assert.Fail("No second attempt is made.");
    }

    [Property(MaxTest = 200)]
    public Property Decide_WhatWasSent_IsNeverSentTwice() => Prop.ForAll(AnyLog.ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (log, hours) =>
    {
        // Carry out what was decided, hour by hour; no key may come twice and the caps must hold.
        var all = log.ToList();
        var sent = new List<NudgeDecision>();
        for (var at = hours; at < hours + 60; at += 3)
        {
            foreach (var decision in Decide([.. all], At(at)))
            {
                if (decision.Outcome == NudgeOutcome.Send)
                {
                    sent.Add(decision);
                    all.Add(Told(at, new Events.NudgeSent(decision.Key, decision.Rule, decision.Milestone, asksReply: false)));
                }
                else if (decision.Outcome == NudgeOutcome.Escalate)
                {
                    sent.Add(decision);
                    all.Add(Told(at, new Events.Escalated(decision.Key, null, null)));
                }
            }
        }

        var messages = sent.Where(s => s.Channel == NudgeChannel.Message).ToArray();
        return sent.Select(s => s.Key).Distinct().Count() == sent.Count
            && messages.All(m => messages.Count(o => o.AsOf <= m.AsOf && o.AsOf > m.AsOf - Duration.FromHours(24)) <= 1)
            && messages.All(m => m.AsOf.InUtc().Hour is >= 8 and < 20)
            ? true.ToProperty()
            : false.Label(string.Join("\n", sent.Select(d => $"{d.AsOf} {d.Rule} {d.Outcome} {d.Channel} {d.Key}")));
    });
}
