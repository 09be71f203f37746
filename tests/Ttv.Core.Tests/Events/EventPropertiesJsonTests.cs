using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Nudges;

namespace Ttv.Events;

public class EventPropertiesJsonTests
{
    [Fact]
    public void ToJson_Example_IsOneFlatObject()
    {
        var properties = EventProperties.Of(("text", "a \"b\" \0"), ("amount", 12.5), ("on", true), ("count", 3));
        Assert.Equal("""{"amount":12.5,"count":3,"on":true,"text":"a \u0022b\u0022 \u0000"}""", EventPropertiesJson.ToJson(properties));
        Assert.Equal("{}", EventPropertiesJson.ToJson(EventProperties.Empty));
        Assert.Same(EventProperties.Empty, EventPropertiesJson.Parse("{}"));
        Assert.Same(EventProperties.Empty, EventPropertiesJson.Parse(" { \"a\" : null } "));
    }

    [Property]
    public Property Parse_OfToJson_IsTheProperties()
    {
        var texts = ArbMap.Default.GeneratorFor<UnicodeString>().Select(t => t.Get ?? "").Where(t => t.EnumerateRunes().All(r => r.Value != 0xFFFD));
        var values = Gen.OneOf(
            texts.Select(PropertyValue.Of),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => PropertyValue.Of(n.Get)),
            ArbMap.Default.GeneratorFor<bool>().Select(PropertyValue.Of));
        var pairs = from name in texts.Where(t => t.Length > 0) from value in values select KeyValuePair.Create(name, value);
        return Prop.ForAll(pairs.ListOf().Select(p => EventProperties.Create(p)).ToArbitrary(), p => EventPropertiesJson.Parse(EventPropertiesJson.ToJson(p)) == p);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":1}{}")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":1e999}")]
    [InlineData("{\"\":1}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    public void Parse_OtherThanAFlatObject_IsRefusedWithItsFault(string json)
    {
        var thrown = Assert.Throws<TtvValidationException>(() => EventPropertiesJson.Parse(json));
        Assert.NotEmpty(Assert.Single(thrown.Faults));
    }

    [Property(MaxTest = 1000)]
    public bool Parse_TextDamagedAnywhere_IsReadOrRefusedInOneWay(ushort place, char with)
    {
        var json = """{"amount":12.5,"count":3,"on":true,"text":"a \u0022b\u0022 \ud83d\ude00"}""".ToCharArray();
        json[place % json.Length] = with;
        return NudgeDecisionJsonTests.IsReadOrRefused(() => EventPropertiesJson.Parse(new string(json)))
            && NudgeDecisionJsonTests.IsReadOrRefused(() => EventPropertiesJson.Parse(new string(json, 0, place % json.Length)));
    }
}
