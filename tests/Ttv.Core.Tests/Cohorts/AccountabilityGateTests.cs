using NodaTime;
using Ttv.Events;
using static Ttv.Support.Logs;

namespace Ttv.Cohorts;

public class AccountabilityGateTests
{
    private static readonly AccountOutcome[] Slow = [.. Enumerable.Range(0, 40).Select(i => new AccountOutcome { Account = AccountId.Create($"a{i}"), SignedUpAt = T0, FirstValueAt = T0 + Duration.FromDays(20) })];

    private static readonly CohortReview Frozen = new CohortReviewer().Review(Slow, T0 + Duration.FromDays(15));
    private static readonly CohortReview Fresh = new CohortReviewer().Review(Slow, T0 + Duration.FromDays(22));

    private static CohortFact Fact(CohortFactKind kind, string value, double days = 16) => CohortFact.Create("2026-W10", kind, value, "Ann", T0 + Duration.FromDays(days));

    [Fact]
    public void Rescore_LaggingCohortWithoutTrail_IsRefusedWithWhatIsMissing()
    {
        Assert.True(Frozen.Cohorts[0].IsLagging);
        var decision = AccountabilityGate.Rescore(Frozen, Fresh, "2026-W10", [Fact(CohortFactKind.OwnerAssigned, "Ann")]);

        Assert.False(decision.IsAllowed);
        Assert.Equal(["proof", "approver"], decision.Missing);
        Assert.Null(decision.Result);
    }

    [Fact]
    public void Rescore_WholeTrail_GivesTheFreshResult()
    {
        var facts = new[] { Fact(CohortFactKind.OwnerAssigned, "Ann"), Fact(CohortFactKind.ProofAttached, "https://proof.example/1"), Fact(CohortFactKind.ApproverNamed, "Grace") };

        Assert.Equal(Fresh.Cohorts[0], AccountabilityGate.Rescore(Frozen, Fresh, "2026-W10", facts).Result);
        Assert.False(AccountabilityGate.Rescore(Frozen, Fresh, "2026-W10", [.. facts[..2], Fact(CohortFactKind.ApproverNamed, "Grace", days: 23)]).IsAllowed);
    }

    [Fact]
    public void Check_LaterFacts_ReplaceEarlierOnes() =>
        Assert.Equal("Bob", AccountabilityGate.Check("2026-W10", [Fact(CohortFactKind.OwnerAssigned, "Bob", 17), Fact(CohortFactKind.OwnerAssigned, "Ann", 16)], T0 + Duration.FromDays(20)).Owner);

    [Fact]
    public void Review_LaggingCohorts_SayWhatIsMissing()
    {
        var review = new CohortReviewer().Review(Slow, T0 + Duration.FromDays(18), new ReviewContext { CohortFacts = [Fact(CohortFactKind.OwnerAssigned, "Ann")] });

        Assert.Equal([new CohortAccountability("2026-W10", "Ann", null, null)], review.Lagging);
    }

    [Fact]
    public void Rescore_UnknownCohort_IsRefusedByName() =>
        Assert.Contains("2026-W99", Assert.Throws<ArgumentException>(() => AccountabilityGate.Rescore(Frozen, Fresh, "2026-W99", [])).Message, StringComparison.Ordinal);
}
