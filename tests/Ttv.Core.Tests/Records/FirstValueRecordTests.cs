using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Risk;
using static Ttv.Support.Logs;

namespace Ttv.Records;

public class FirstValueRecordTests
{
    private static FirstValueRecord Record(double asOfHours, params TtvEvent[] events)
    {
        var engine = new TtvEngine(PlaybookDefinitions);
        return engine.Evaluate(engine.Fold(Acme, events, At(asOfHours)), At(asOfHours)).Record!;
    }

    private static readonly TtvEvent Owner = Told(1, new OwnerAssigned("Ann", "Bob"));
    private static readonly TtvEvent Proof = Told(70, new ProofAttached(new Uri("https://proof.example/1?a=b"), "Ann"));
    private static readonly TtvEvent Value = Product(60.5, "first_qualified_lead_delivered");

    [Fact]
    public void From_ObservedOnly_HasNoCompletionFields()
    {
        var record = Record(80, SignUp(), Value, Owner);

        Assert.Null(record.FirstValueEventCompletedAt);
        Assert.Null(record.TtvHours);
        Assert.Equal(RiskScore.Zero, record.TtvRiskScore);
    }

    [Fact]
    public void From_ProofAndOwner_IsComplete()
    {
        var record = Record(80, SignUp(), Value, Owner, Proof);

        Assert.Equal((At(60.5), 60.5), (record.FirstValueEventCompletedAt, record.TtvHours));
        Assert.False(record.IsAccountable);
        Assert.True(Record(80, SignUp(), Value, Owner, Proof, Told(2, new ApproverNamed("Cy", "Ann"))).IsAccountable);
    }

    [Fact]
    public void ToJson_Record_HasTheThirteenFieldsInOrder()
    {
        var json = FirstValueRecordJson.ToJson(Record(80, SignUp(), Value, Owner, Proof));

        Assert.Equal(
            """{"account_id":"acme","segment":"founder","desired_outcome":"first qualified lead delivered","first_value_event_name":"first_qualified_lead_delivered","first_value_event_target_date":"2026-03-05T09:00:00Z","first_value_event_completed_at":"2026-03-04T21:30:00Z","milestone_owner":"Ann","ttv_hours":60.5,"ttv_risk_score":0,"blocker_type":null,"proof_asset_link":"https://proof.example/1?a=b","escalation_approver":null,"intervention_path":"automation_only"}""",
            json);
        Assert.Equal(13, FirstValueRecordJson.FieldNames.Count);
    }

    [Fact]
    public void From_Blockers_NamesTheLatestElseWhatTheOverdueStepHides()
    {
        Assert.Null(Record(10, SignUp()).BlockerType);
        Assert.Equal(BlockerType.Integration, Record(18, SignUp()).BlockerType);
        Assert.Equal(BlockerType.Strategy, Record(18, SignUp(), Told(5, new BlockerReported(BlockerType.Strategy, null))).BlockerType);
    }

    [Property(MaxTest = 300)]
    public Property Json_AnyRecord_RoundTripsExactly() => Prop.ForAll(AnyLog.ToArbitrary(), Gen.Choose(0, 240).ToArbitrary(), (log, hours) =>
    {
        var engine = new TtvEngine(RichDefinitions);
        return engine.Evaluate(engine.Fold(Acme, log, At(hours)), At(hours)).Record is not { } record
            || FirstValueRecordJson.Parse(FirstValueRecordJson.ToJson(record)) == record;
    });

    [Theory]
    [InlineData("\"segment\":\"founder\"", "\"segment\":7", "segment is 7")]
    [InlineData("\"segment\":\"founder\"", "\"segment\":\"\"", "segment is empty")]
    [InlineData("\"account_id\":\"acme\",", "", "account_id is missing")]
    [InlineData("\"ttv_risk_score\":0", "\"ttv_risk_score\":100.01", "ttv_risk_score is 100.01")]
    [InlineData("\"ttv_risk_score\":0", "\"ttv_risk_score\":1.234", "ttv_risk_score is 1.234")]
    [InlineData("\"ttv_hours\":60.5", "\"ttv_hours\":-1", "ttv_hours is -1")]
    [InlineData("\"ttv_hours\":60.5", "\"ttv_hours\":null", "both or neither")]
    [InlineData("\"milestone_owner\":\"Ann\"", "\"milestone_owner\":null", "complete only with a proof_asset_link and a milestone_owner")]
    [InlineData("\"blocker_type\":null", "\"blocker_type\":\"bug\"", "setup, integration, confidence, strategy is allowed")]
    [InlineData("\"intervention_path\":\"automation_only\"", "\"intervention_path\":null", "intervention_path is null")]
    [InlineData("\"intervention_path\":\"automation_only\"", "\"intervention_path\":\"automation_only\",\"note\":1", "note is not a field of the first-value record, its value 1")]
    [InlineData("2026-03-05T09:00:00Z", "tomorrow", "first_value_event_target_date is \"tomorrow\"")]
    [InlineData("https://proof.example/1?a=b", "proof", "proof_asset_link is \"proof\"")]
    [InlineData("\"segment\":\"founder\"", "\"segment\":\"founder\",\"segment\":\"x\"", "segment")]
    [InlineData("{", "[", "byte")]
    public void Parse_BrokenRecord_NamesFieldValueAndWhatIsAllowed(string part, string broken, string says)
    {
        var json = FirstValueRecordJson.ToJson(Record(80, SignUp(), Value, Owner, Proof));
        Assert.Contains(part, json, StringComparison.Ordinal);
        var thrown = Assert.Throws<TtvValidationException>(() => FirstValueRecordJson.Parse(json.Replace(part, broken, StringComparison.Ordinal)));

        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyFaults_ListsThemAll() =>
        Assert.Equal(13, Assert.Throws<TtvValidationException>(() => FirstValueRecordJson.Parse("{}")).Faults.Count);
}
