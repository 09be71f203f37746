using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Ingestion.Support;

namespace Ttv.Ingestion.Fields;

/// <summary>The walk over a line's bytes accepts what the runtime's JSON reader accepts, and finds the same.</summary>
public class StrictWalkTests
{
    private static readonly FieldPlan Plan = PlanWith("plan");
    private static readonly FieldPlan Dotted = PlanWith("a.b");

    private static FieldPlan PlanWith(string property)
    {
        var plan = new FieldPlan();
        foreach (var section in (string[])["context", "properties"]) plan.Section(section);
        foreach (var field in (string[])["type", "event", "a0", "groupId"]) plan.Field(field);
        plan.Field("context", "groupId");
        plan.Property("properties", property);
        return plan;
    }

    /// <summary>Walks a line alone and between others, both ways; tells whether it is accepted.</summary>
    private static bool AssertSame(byte[] line, FieldPlan plan) => AssertSame(line, plan, new StrictWalk(plan));

    private static bool AssertSame(byte[] line, FieldPlan plan, StrictWalk walk)
    {
        var reader = new ReaderWalk(plan);
        var expected = new FieldValue[plan.Count];
        var isAccepted = reader.TryRead(line, expected);
        foreach (var (before, after) in (ReadOnlySpan<(string, string)>)[("", ""), ("{\"first\":1}\n", "\n{}"), ("", "\r\n\"")])
        {
            var text = new PaddedText([.. Encoding.UTF8.GetBytes(before), .. line, .. Encoding.UTF8.GetBytes(after)]);
            var values = new FieldValue[plan.Count];
            var end = walk.Read(text.Bytes, text.Stops, before.Length, values);
            Assert.True(isAccepted ? end >= 0 : end == -1, $"{Encoding.UTF8.GetString(line)} is accepted by the reader: {isAccepted}; the walk's end is {end}");
            if (!isAccepted) continue;
            Assert.Equal(before.Length + line.Length + (after.StartsWith('\r') ? 1 : 0), end);
            Assert.Equal(expected.Select(v => Moved(v, before.Length)), values);
            Assert.Equal(reader.Tokens.ToArray().Select(t => t with { Value = Moved(t.Value, before.Length) }), walk.Tokens.ToArray());
        }

        return isAccepted;
    }

    private static FieldValue Moved(FieldValue value, int by) => value.Kind == FieldKind.Absent ? value : new FieldValue(value.Kind, value.Start + by, value.Length);

    private static Property ForAnySeed(Action<int> check) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), check);

    [Property(MaxTest = 20_000)]
    public Property Read_AnyLine_IsReadAsByTheReader() => ForAnySeed(seed => AssertSame(new RandomJson(seed).Line(), seed % 2 == 0 ? Plan : Dotted));

    [Property(MaxTest = 500)]
    public Property Read_AnyLineOfALog_IsReadAsByTheReader() => ForAnySeed(seed =>
    {
        var log = Encoding.UTF8.GetString(new RandomLog(seed, EventFormat.Segment).Make(20));
        foreach (var line in log.Split('\n')) AssertSame(Encoding.UTF8.GetBytes(line), seed % 2 == 0 ? Plan : Dotted);
    });

    [Property(MaxTest = 3000)]
    public Property Read_LinesAlike_AreReadAsByTheReader() => ForAnySeed(seed =>
    {
        var plan = seed % 2 == 0 ? Plan : Dotted;
        var (random, walk) = (new RandomJson(seed), new StrictWalk(plan));
        byte[][] lines = [random.Line(), random.Line()];
        for (var i = 0; i < 16; i++) AssertSame(random.Damaged(lines[i % 2]), plan, walk);
    });

    [Fact]
    public void Read_EndlesslyManyNames_AreReadAsByTheReader()
    {
        var walk = new StrictWalk(Plan);
        for (var i = 0; i < 6000; i++)
        {
            Assert.True(AssertSame(Encoding.UTF8.GetBytes($$$"""{"type":{{{i}}},"n{{{i}}}":{"a":1,"b{{{i}}}":{}},"event":1}"""), Plan, walk));
            Assert.False(AssertSame(Encoding.UTF8.GetBytes($$$"""{"type":1,"m{{{i}}}":2,"type":3}"""), Plan, walk));
        }
    }

    [Fact]
    public void Read_ObjectWithVeryManyNames_FindsARepeatedOneAnywhere()
    {
        var walk = new StrictWalk(Plan);
        var names = string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"n{i}\":{i}"));
        foreach (var again in (int[])[0, 40, 63, 64, 65, 150, 199])
        {
            Assert.True(AssertSame(Encoding.UTF8.GetBytes($"{{{names}}}"), Plan, walk));
            Assert.False(AssertSame(Encoding.UTF8.GetBytes($"{{{names},\"n{again}\":0}}"), Plan, walk));
        }
    }

    [Fact]
    public void Read_ManySeeds_AcceptsAndRefusesOften()
    {
        var accepted = Enumerable.Range(0, 2000).Count(seed => AssertSame(new RandomJson(seed).Line(), Plan));
        Assert.InRange(accepted, 400, 1600);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData(""" { } """)]
    [InlineData("""{"type":"track","event":"a \" b","context":{"groupId":7},"properties":null,"x":[{"":[]},{"":{}}, 1e999 , "\ud800"]}""")]
    [InlineData("""{"a":-0,"b":1.5e+10,"c":0.0,"d":[],"e":{},"f":[[],[[]],{"a":[1,"\\"]}]}""")]
    [InlineData("{\"a\"\r:\t1 ,\"b\":\"\u007f\u0085ä😀\"}\r")]
    public void Read_SoundLine_IsAccepted(string line) => Assert.True(AssertSame(Encoding.UTF8.GetBytes(line), Plan));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[{}]")]
    [InlineData("{")]
    [InlineData("{\"a")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1,")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":1;\"b\":2}")]
    [InlineData("{\"a\":1]")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":'b'}")]
    [InlineData("{}}")]
    [InlineData("{} {}")]
    [InlineData("{} x")]
    [InlineData("{}\0")]
    [InlineData("{\0}")]
    [InlineData("{/**/}")]
    [InlineData("{\"a\":1//\r}")]
    [InlineData("{\"a\":1/**/}")]
    [InlineData("\u00a0{}")]
    [InlineData("{\"a\":\u00a01}")]
    public void Read_NotOneCompleteObject_IsRefused(string line) => Assert.False(AssertSame(Encoding.UTF8.GetBytes(line), Plan));

    [Theory]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("-a")]
    [InlineData("-01")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1ex")]
    [InlineData("0x10")]
    [InlineData("1a")]
    [InlineData("1 2")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("tru")]
    [InlineData("truex")]
    [InlineData("True")]
    [InlineData("fals")]
    [InlineData("nul")]
    [InlineData("nulll")]
    [InlineData("")]
    [InlineData("\"a")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"a\0b\"")]
    [InlineData("\"a\rb\"")]
    [InlineData("\"\\\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\'\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\U0041\"")]
    [InlineData("\"\\n\t\"")]
    [InlineData("\"\\n\\q\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\ud83d\\ude00\"")]
    [InlineData("[")]
    [InlineData("[1")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("[1}")]
    [InlineData("[{]}")]
    [InlineData("[{\"a\"}]")]
    [InlineData("[{\"a\":1,\"a\":2}]")]
    [InlineData("[{\"\\u0061\":1}]")]
    [InlineData("[01]")]
    [InlineData("[nul]")]
    [InlineData("[\"\\q\"]")]
    public void Read_FaultyValue_IsRefused(string value)
    {
        Assert.False(AssertSame(Encoding.UTF8.GetBytes($"{{\"x\":{value}}}"), Plan));
        Assert.False(AssertSame(Encoding.UTF8.GetBytes($"{{\"type\":{value},\"event\":\"e\"}}"), Plan));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"x\":{\"a\":1,\"b\":2,\"a\":3}}")]
    [InlineData("{\"\":1}")]
    [InlineData("{\"\\u0061\":1}")]
    [InlineData("{\"a\tb\":1}")]
    [InlineData("{\"context\":1}")]
    [InlineData("{\"context\":\"x\"}")]
    [InlineData("{\"context\":[]}")]
    public void Read_NameOrSectionForObjectsToJudge_IsRefused(string line) => Assert.False(AssertSame(Encoding.UTF8.GetBytes(line), Plan));

    [Fact]
    public void Read_NameWithADot_IsRefusedWhereItMayStandForAField()
    {
        var line = "{\"a.b\":1,\"x\":{\"a.b\":1}}"u8.ToArray();
        Assert.True(AssertSame(line, Plan));
        Assert.False(AssertSame(line, Dotted));
    }

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    public void Read_DeepNesting_IsRefusedBeyondTheReadersDepth(string open, string close)
    {
        Assert.True(AssertSame(Nested(63), Plan));
        Assert.False(AssertSame(Nested(64), Plan));

        byte[] Nested(int depth) => Encoding.UTF8.GetBytes("{\"x\":" + string.Concat(Enumerable.Repeat(open, depth)) + (open == "[" ? "" : "1") + string.Concat(Enumerable.Repeat(close, depth)) + "}");
    }

    [Fact]
    public void Read_VeryManyNames_AreLeftToObjects()
    {
        static byte[] Line(int names) => Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, names).Select(i => $"\"n{i}\":{i}")) + "}");
        Assert.True(AssertSame(Line(256), Plan));
        Assert.True(AssertSame(Line(1000), Plan));
        Assert.False(AssertSame(Line(1001), Plan));
    }
}
