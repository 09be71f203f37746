using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Support;

namespace Ttv.Events;

public class EventTests
{
    [Property(MaxTest = 500)]
    public Property TryRead_AnyBody_ReadsBackWhatToPropertiesWrote() => Prop.ForAll(Logs.AnyEvent.ToArbitrary(), e =>
        EventBody.TryRead(e.Body.Name, e.Body.ToProperties(), out var body, out var fault) && fault is null && body!.Equals(e.Body));

    [Property]
    public Property OfContent_SameContent_IsTheSameIdAndAnyDifferenceAnother() => Prop.ForAll(Logs.AnyEvent.ToArbitrary(), Logs.AnyEvent.ToArbitrary(), (a, b) =>
    {
        var ofA = EventId.OfContent(a.Account, a.OccurredAt, a.Body);
        var ofB = EventId.OfContent(b.Account, b.OccurredAt, b.Body);
        return ofA == EventId.OfContent(a.Account, a.OccurredAt, a.Body) && (ofA == ofB) == (a.OccurredAt == b.OccurredAt && a.Body.Equals(b.Body));
    });

    [Fact]
    public void OfContent_NumberAndTheSameText_Differ() =>
        Assert.NotEqual(
            EventId.OfContent(Logs.Acme, Logs.T0, new ProductEvent("x", EventProperties.Of(("n", 1)))),
            EventId.OfContent(Logs.Acme, Logs.T0, new ProductEvent("x", EventProperties.Of(("n", "1")))));

    [Fact]
    public void Create_NoRecordedAt_TakesOccurredAtAndSaysSo()
    {
        var told = TtvEvent.Product(Logs.Acme, Logs.T0 + Duration.FromNanoseconds(1999), "x");
        Assert.Equal(Logs.T0 + Duration.FromNanoseconds(1000), told.OccurredAt);
        Assert.Equal(told.OccurredAt, told.RecordedAt);
        Assert.True(told.IsRecordedAtAssumed);
        Assert.False(TtvEvent.Create(Logs.Acme, Logs.T0, new Unsubscribed(), recordedAt: Logs.T0).IsRecordedAtAssumed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a\nb")]
    public void TryCreateAccountId_BadText_SaysWhatIsAllowed(string? text)
    {
        Assert.False(AccountId.TryCreate(text, out var id, out var fault));
        Assert.True(id.IsDefault);
        Assert.StartsWith("account id", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCreateAccountId_HalfASurrogatePair_IsRefused()
    {
        Assert.False(AccountId.TryCreate("x" + (char)0xd800, out _, out var fault));
        Assert.Contains("position 1", fault, StringComparison.Ordinal);
        Assert.True(AccountId.TryCreate("x😀", out _, out _));
    }

    [Fact]
    public void CreateAccountId_128And129Characters_AreTheLimit()
    {
        Assert.Equal(128, AccountId.Create(new string('x', 128)).Value.Length);
        Assert.Contains("129", Assert.Throws<ArgumentException>(() => AccountId.Create(new string('x', 129))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => default(AccountId).Value);
    }

    [Theory]
    [InlineData("ttv.nonsense", "x", "y", "ttv.nonsense")]
    [InlineData("ttv.blocker_reported", "blocker", "weather", "setup, integration, confidence, strategy")]
    [InlineData("ttv.owner_assigned", "owner", "Ann", "set_by is missing")]
    [InlineData("ttv.proof_attached", "link", "not a link", "absolute URI")]
    [InlineData("ttv.fit_assessed", "potential_value", "high", "0 to 1")]
    [InlineData("ttv.nudge_sent", "key", "", "key is empty")]
    public void TryReadFact_BadField_NamesFieldValueAndWhatIsAllowed(string name, string field, string value, string expected)
    {
        Assert.False(EventBody.TryRead(name, EventProperties.Of((field, value)), out var body, out var fault));
        Assert.Null(body);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ProductEvent_NameOfAFact_IsRefused() => Assert.Throws<ArgumentException>(() => new ProductEvent("ttv.churned"));

    [Theory]
    [InlineData(PropertyOperator.Equals, 5.0, true)]
    [InlineData(PropertyOperator.Equals, 6.0, false)]
    [InlineData(PropertyOperator.NotEquals, 6.0, true)]
    [InlineData(PropertyOperator.Greater, 5.0, false)]
    [InlineData(PropertyOperator.GreaterOrEqual, 5.0, true)]
    [InlineData(PropertyOperator.Less, 5.0, false)]
    [InlineData(PropertyOperator.LessOrEqual, 5.0, true)]
    public void Matches_NumberFive_FollowsTheOperator(PropertyOperator comparison, double value, bool expected)
    {
        var condition = new PropertyCondition("n", comparison, value);
        Assert.Equal(expected, condition.Matches(EventProperties.Of(("n", 5))));
        Assert.Equal(comparison == PropertyOperator.NotEquals, condition.Matches(EventProperties.Empty));
        Assert.Equal(comparison == PropertyOperator.NotEquals, condition.Matches(EventProperties.Of(("n", "5"))));
    }

    [Fact]
    public void Condition_OrderingOfText_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new PropertyCondition("n", PropertyOperator.Less, "five"));
        Assert.Throws<ArgumentException>(() => new PropertyCondition("n", PropertyOperator.Exists, 5));
        Assert.Throws<ArgumentException>(() => new PropertyCondition("n", PropertyOperator.Equals));
    }

    [Fact]
    public void VocabularyEntry_RoleWithoutItsDetail_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new VocabularyEntry("x", EventRole.Blocker));
        Assert.Throws<ArgumentException>(() => new VocabularyEntry("x", EventRole.Session, BlockerType.Setup));
        Assert.Throws<ArgumentException>(() => new VocabularyEntry("x", EventRole.FlowChosen));
        Assert.Throws<ArgumentException>(() => new VocabularyEntry(new EventPattern("x", occurrence: 2), EventRole.Session));
    }

    [Fact]
    public void CohortFact_RoundTrip_AndItsFaults()
    {
        var properties = EventProperties.Of(("cohort", "2026-W14"), ("value", "https://proof.example/1"), ("set_by", "Ann"));
        Assert.True(CohortFact.TryRead("ttv.cohort_proof_attached", properties, Logs.T0, null, out var fact, out _));
        Assert.Equal((CohortFactKind.ProofAttached, "2026-W14"), (fact!.Kind, fact.Cohort));
        Assert.False(CohortFact.TryRead("ttv.cohort_proof_attached", properties.With(EventProperties.Of(("value", "nowhere"))), Logs.T0, null, out _, out var fault));
        Assert.Contains("nowhere", fault, StringComparison.Ordinal);
        Assert.False(CohortFact.TryRead("ttv.cohort_painted", properties, Logs.T0, null, out _, out _));
    }
}
