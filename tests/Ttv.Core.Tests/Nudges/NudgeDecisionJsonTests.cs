using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Events;

namespace Ttv.Nudges;

public class NudgeDecisionJsonTests
{
    private static readonly NudgeDecision Example = new()
    {
        Account = AccountId.Create("acme"),
        Rule = "late_milestone",
        Outcome = NudgeOutcome.Escalate,
        Channel = NudgeChannel.Message,
        Reasons = ["deadline_missed"],
        Key = "late_milestone/report/0/1",
        Milestone = "report",
        Episode = 0,
        Attempt = 1,
        Copy = "One \"step\" to go <b>",
        HelpAsset = new Uri("https://example.com/help?a=1&b=2"),
        NextAction = new Uri("app://report/new"),
        OffersQuickCall = true,
        Evidence = EventId.Create("e1"),
        Proof = "a report",
        Owner = "Ada",
        Approver = "Grace",
        Segment = SegmentKey.Create("founder"),
        DefinitionVersion = 3,
        AsOf = Instant.FromUtc(2026, 3, 2, 9, 0),
        DeferUntil = Instant.FromUtc(2026, 3, 2, 10, 0),
    };

    [Fact]
    public void ToJson_Example_IsTheDocumentedContract()
    {
        Assert.Equal("""{"key":"late_milestone/report/0/1","account_id":"acme","segment":"founder","definition_version":3,"rule":"late_milestone","milestone":"report","episode":0,"attempt":1,"outcome":"escalate","channel":"message","reasons":["deadline_missed"],"copy":"One \u0022step\u0022 to go \u003Cb\u003E","help_asset":"https://example.com/help?a=1\u0026b=2","next_action":"app://report/new","offers_quick_call":true,"evidence":"e1","proof":"a report","owner":"Ada","approver":"Grace","as_of":"2026-03-02T09:00:00Z","defer_until":"2026-03-02T10:00:00Z","next_check_at":null}""", NudgeDecisionJson.ToJson(Example));
        Assert.Equal(NudgeDecisionJson.FieldNames, ((JsonObject)JsonNode.Parse(NudgeDecisionJson.ToJson(Example))!).Select(f => f.Key).ToValueList());
        Assert.Equal(Example, NudgeDecisionJson.Parse(NudgeDecisionJson.ToJson(Example)));
    }

    [Property]
    public Property Parse_OfToJson_IsTheDecision() => Prop.ForAll(Decisions().ToArbitrary(), d => NudgeDecisionJson.Parse(NudgeDecisionJson.ToJson(d)) == d);

    [Fact]
    public void Parse_FieldMissing_NamesIt()
    {
        foreach (var name in NudgeDecisionJson.FieldNames.AsEnumerable())
        {
            var json = (JsonObject)JsonNode.Parse(NudgeDecisionJson.ToJson(Example))!;
            json.Remove(name);
            var thrown = Assert.Throws<TtvValidationException>(() => NudgeDecisionJson.Parse(json.ToJsonString()));
            Assert.StartsWith(name, Assert.Single(thrown.Faults), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("key", "\"\"")]
    [InlineData("account_id", "17")]
    [InlineData("account_id", "\"a\\u0000b\"")]
    [InlineData("segment", "\"a\\nb\"")]
    [InlineData("help_asset", "\"help\"")]
    [InlineData("definition_version", "-1")]
    [InlineData("definition_version", "1.5")]
    [InlineData("attempt", "0")]
    [InlineData("attempt", "99999999999")]
    [InlineData("outcome", "\"sent\"")]
    [InlineData("channel", "null")]
    [InlineData("reasons", "\"one\"")]
    [InlineData("reasons", "[1]")]
    [InlineData("copy", "{}")]
    [InlineData("offers_quick_call", "\"yes\"")]
    [InlineData("as_of", "\"yesterday\"")]
    [InlineData("as_of", "null")]
    [InlineData("defer_until", "5")]
    public void Parse_FieldBroken_NamesItWithItsValue(string name, string value)
    {
        var json = (JsonObject)JsonNode.Parse(NudgeDecisionJson.ToJson(Example))!;
        json[name] = JsonNode.Parse(value);
        var thrown = Assert.Throws<TtvValidationException>(() => NudgeDecisionJson.Parse(json.ToJsonString()));
        Assert.StartsWith(name, Assert.Single(thrown.Faults), StringComparison.Ordinal);
    }

    [Property(MaxTest = 1000)]
    public bool Parse_TextDamagedAnywhere_IsReadOrRefusedInOneWay(ushort place, char with)
    {
        var json = NudgeDecisionJson.ToJson(Example).ToCharArray();
        json[place % json.Length] = with;
        return IsReadOrRefused(() => NudgeDecisionJson.Parse(new string(json))) && IsReadOrRefused(() => NudgeDecisionJson.Parse(new string(json, 0, place % json.Length)));
    }

    [Fact]
    public void Parse_FieldOfANewerWriter_IsPassedOver() =>
        Assert.Equal(Example, NudgeDecisionJson.Parse(NudgeDecisionJson.ToJson(Example).Replace("{\"key\"", "{\"mood\":[1,{\"a\":null}],\"key\"", StringComparison.Ordinal)));

    internal static bool IsReadOrRefused(Action read)
    {
        try
        {
            read();
        }
        catch (TtvValidationException e)
        {
            return e.Faults.Count > 0;
        }

        return true;
    }

    private static Gen<NudgeDecision> Decisions() =>
        from texts in ArbMap.Default.GeneratorFor<UnicodeString>().Select(t => t.Get).Where(IsWhole).ArrayOf(4)
        from present in ArbMap.Default.GeneratorFor<bool>().ArrayOf(12)
        from numbers in Gen.Choose(1, int.MaxValue).ArrayOf(4)
        from outcome in Gen.Elements(Enum.GetValues<NudgeOutcome>())
        from channel in Gen.Elements(Enum.GetValues<NudgeChannel>())
        select new NudgeDecision
        {
            Account = AccountId.Create($"account-{numbers[0]}"),
            Rule = "rule",
            Outcome = outcome,
            Channel = channel,
            Reasons = present[0] ? ["one", "two"] : [],
            Key = $"key/{numbers[1]}/ü😀",
            Milestone = present[1] ? "report" : null,
            Episode = numbers[1],
            Attempt = numbers[2],
            Copy = present[2] ? texts[0] : null,
            HelpAsset = present[3] ? new Uri($"https://example.com/{numbers[3]}?q=a&b=%20") : null,
            NextAction = present[4] ? new Uri($"app://Report/{numbers[3]}") : null,
            OffersQuickCall = present[5],
            Evidence = present[6] ? EventId.Create($"e{numbers[3]}") : null,
            Proof = present[7] ? texts[1] : null,
            Owner = present[8] ? texts[2] : null,
            Approver = present[9] ? texts[3] : null,
            Segment = present[10] ? SegmentKey.Create("founder") : null,
            DefinitionVersion = numbers[0],
            AsOf = Instant.FromUnixTimeTicks((long)numbers[0] * numbers[1] % 2_000_000_000_000_000_0),
            DeferUntil = present[11] ? Instant.FromUnixTimeSeconds(numbers[2]) : null,
            NextCheckAt = present[0] ? Instant.FromUnixTimeMilliseconds(numbers[3]) : null,
        };

    private static bool IsWhole(string text) => text.EnumerateRunes().All(r => r.Value != 0xFFFD);
}
