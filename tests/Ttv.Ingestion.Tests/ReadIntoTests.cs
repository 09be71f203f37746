using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Events;
using Ttv.Ingestion.Blocks;
using Ttv.Ingestion.Support;
using Ttv.Journeys;

namespace Ttv.Ingestion;

/// <summary>A log read into a sink tells it the same, and reports the same, as a log read as objects.</summary>
public partial class ReadIntoTests
{
    private const int MaxLineBytes = 2048;

    private static readonly string[] Needed = ["plan", "rows", "name", "nested.deep", "context.groupId", "context.library.name", "list", "nested", ".x", ".y", "context.", "a.b"];

    private static readonly EventFormat[] JsonFormats = [EventFormat.Segment, EventFormat.Amplitude, EventFormat.Mixpanel, EventFormat.Posthog, EventFormat.Cloudevents];

    private static EventImport Import(byte[] log, EventFormat format, string? accountField = null, IProgress<ImportProgress>? progress = null) =>
        new(new MemoryStream(log), format, new EventImportOptions { MaxLineBytes = MaxLineBytes, AccountField = accountField, Progress = progress });

    private static void AssertSame(byte[] log, EventFormat format, LineWays ways, int threads, int blockBytes, string? accountField = null, params string[] needed)
    {
        var objects = Import(log, format, accountField);
        var sink = new RecordingSink(needed);
        var expected = objects.Events().Select(sink.Expect).ToArray();
        var import = Import(log, format, accountField);
        import.ReadInto(sink, threads, ways, blockBytes);

        Assert.Equal(expected, sink.Told);
        Assert.Equal(expected.Select(e => e.Account).ToHashSet(), sink.Accounts.Select(a => a.Value).ToHashSet());
        AssertSame(objects.Report, import.Report);
    }

    private static void AssertSame(ImportReport expected, ImportReport actual)
    {
        Assert.Equal(expected.SetAside, actual.SetAside);
        Assert.Equal(
            (expected.BytesRead, expected.LinesRead, expected.BlankLines, expected.EventsRead, expected.AssumedRecordedAt, expected.DerivedIds, expected.FirstOccurredAt, expected.LastOccurredAt, expected.SetAsideCount),
            (actual.BytesRead, actual.LinesRead, actual.BlankLines, actual.EventsRead, actual.AssumedRecordedAt, actual.DerivedIds, actual.FirstOccurredAt, actual.LastOccurredAt, actual.SetAsideCount));
        Assert.Equal(expected.Ignored, actual.Ignored);
        Assert.Equal(expected.SetAsideByReason, actual.SetAsideByReason);
        Assert.Equal(expected.CohortFacts, actual.CohortFacts);
    }

    private static Property ForAnySeed(Action<int> check) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), check);

    [Property(MaxTest = 3000)]
    public Property ReadInto_AnySegmentLog_TellsAndReportsTheSame() => ForAnySeed(seed =>
    {
        var random = new Random(seed);
        var log = new RandomLog(seed, EventFormat.Segment).Make(random.Next(60));
        var ways = random.Next(3) == 0 ? LineWays.Strict : LineWays.All;
        var account = random.Next(9) switch { 0 => "properties.plan", 1 => "context.library.name", 2 => "userId.x", 3 => "", 4 => "properties.name", _ => null };
        AssertSame(log, EventFormat.Segment, ways, 1 + (2 * random.Next(2)), random.Next(2) == 0 ? 300 : 64 * 1024, account, random.Next(3) == 0 ? [] : Needed);
    });

    [Property(MaxTest = 1500)]
    public Property ReadInto_AnyLogOfAnyFormat_TellsAndReportsTheSame() => Prop.ForAll(
        Gen.Elements(JsonFormats).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (format, seed) =>
            AssertSame(new RandomLog(seed, format).Make(40), format, LineWays.All, 1 + (seed % 3), 4096, null, Needed));

    [Property(MaxTest = 500)]
    public Property ReadInto_RandomBytes_TellsAndReportsTheSame() => ForAnySeed(seed =>
    {
        var random = new Random(seed);
        var log = new byte[random.Next(4000)];
        var alphabet = "{}[]\":,\\ \t\r\n\n01-.eE+abutrfnsl\u007f"u8;
        for (var i = 0; i < log.Length; i++) log[i] = random.Next(20) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
        AssertSame(log, EventFormat.Segment, LineWays.All, 1 + random.Next(2), 300, null, Needed);
    });

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\ufeff")]
    [InlineData("\ufeff\n")]
    [InlineData("\ufeff\r\n{}")]
    [InlineData("{}")]
    [InlineData("\n\n\ufeff{}\n")]
    public void ReadInto_NearlyEmptyLog_ReportsTheSame(string log)
    {
        foreach (var threads in (int[])[1, 3]) AssertSame(Encoding.UTF8.GetBytes(log), EventFormat.Segment, LineWays.All, threads, 300);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "\n")]
    [InlineData(0, "\r\n")]
    [InlineData(1, "")]
    [InlineData(1, "\n")]
    [InlineData(1, "\r\n")]
    [InlineData(10_000, "")]
    [InlineData(10_000, "\n")]
    [InlineData(10_000, "\r\n")]
    public void ReadInto_LineAtTheLimit_IsJudgedAlike(int over, string end)
    {
        const string Good = """{"type":"track","event":"e","userId":"a","timestamp":"2026-03-02T09:00:00Z","messageId":"m","properties":{"p":"xx"}}""";
        var line = Good.Replace("xx", new string('x', MaxLineBytes - Good.Length + 2 + over), StringComparison.Ordinal);
        foreach (var log in (string[])[line + end, "\ufeff" + line + end, $"{Good}\n{line}{end}{Good}", $"{Good}\n{Good}\n{line}{end}"])
        {
            foreach (var blockBytes in (int[])[256, 700, 64 * 1024]) AssertSame(Encoding.UTF8.GetBytes(log), EventFormat.Segment, LineWays.All, 1, blockBytes);
        }
    }

    [Fact]
    public void ReadInto_HighestLimitOfALine_ReadsEveryLine()
    {
        var log = new RandomLog(3, EventFormat.Segment).Make(2000);
        var options = new EventImportOptions { MaxLineBytes = 1 << 28 };
        var objects = new EventImport(new MemoryStream(log), EventFormat.Segment, options);
        var expected = objects.Events().Count();
        var import = new EventImport(new MemoryStream(log), EventFormat.Segment, options);
        var sink = new RecordingSink();
        import.ReadInto(sink, 1, LineWays.All, 300);

        Assert.Equal(expected, sink.Told.Count);
        Assert.False(import.Report.SetAsideByReason.ContainsKey(SetAsideReasons.LineTooLong));
        AssertSame(objects.Report, import.Report);
    }

    [Fact]
    public void ReadInto_SameShapeWithAFaultInAValue_SetsTheLineAside()
    {
        // The first line teaches the shape; each of the others follows it but for one value.
        const string Shape = """{"type":TYPE,"name":NAME,"event":"e","groupId":GROUP,"context":{"groupId":CONTEXT},"timestamp":TIME,"messageId":ID,"properties":PROPERTIES}""";
        string[] variants =
        [
            Fill("\"page\"", "{}"), Fill(context: "\"\"", group: "{}"), Fill(context: "\"\"", group: "[]"), Fill(properties: "null"), Fill(properties: "true"), Fill(properties: "1"), Fill(context: "12"), Fill(context: "012"),
            Fill(context: "1e5"), Fill(id: "\"\""), Fill(id: "null"), Fill(id: "tru"), Fill(time: "null"), Fill("\"identify\""), Fill("\"nothing\""), Fill(context: "\"a\\u0041\""), Fill(context: "\"\u0080\""), Fill(id: "\"\u007f\""),
        ];
        var log = string.Join('\n', ((string[])[Fill(), Fill(name: "{}"), Fill(group: "{}"), Fill(properties: "null"), Fill(id: "1")]).Concat(variants.SelectMany(v => new[] { v, Fill() })));
        AssertSame(Encoding.UTF8.GetBytes(log), EventFormat.Segment, LineWays.All, 1, 64 * 1024, null, Needed);

        static string Fill(string type = "\"track\"", string name = "\"n\"", string group = "\"g\"", string context = "\"acme\"", string time = "\"2026-03-02T09:00:00Z\"", string id = "\"m\"", string properties = "{\"plan\":\"pro\"}") =>
            Shape.Replace("TYPE", type, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal).Replace("GROUP", group, StringComparison.Ordinal).Replace("CONTEXT", context, StringComparison.Ordinal)
                .Replace("TIME", time, StringComparison.Ordinal).Replace("ID", id, StringComparison.Ordinal).Replace("PROPERTIES", properties, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadInto_ManyPropertiesAndDeepNesting_AreJudgedAlike()
    {
        static string Line(string properties) => $$"""{"type":"track","event":"e","userId":"a","timestamp":"2026-03-02T09:00:00Z","messageId":"m","properties":{{properties}} }""";
        string Many(int count) => Line("{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"p{i}\":{i}")) + "}");
        string Deep(int depth) => Line(string.Concat(Enumerable.Repeat("{\"d\":", depth)) + "1" + new string('}', depth));
        string Objects(int count) => Line("{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"o{i}\":{{{string.Join(',', Enumerable.Range(0, 60).Select(j => $"\"p{j}\":{j}"))}}}")) + "}");
        var log = Encoding.UTF8.GetBytes(string.Join('\n', Many(200), Many(999), Many(2000), Many(2001), Objects(10), Objects(33), Objects(34), Objects(34), Deep(62), Deep(63), Deep(64)));
        var objects = new EventImport(new MemoryStream(log), EventFormat.Segment);
        var sink = new RecordingSink("p1", "d.d");
        var expected = objects.Events().Select(sink.Expect).ToArray();
        var import = new EventImport(new MemoryStream(log), EventFormat.Segment);
        import.ReadInto(sink);

        Assert.Equal(expected, sink.Told);
        AssertSame(objects.Report, import.Report);
    }

    [Fact]
    public void ReadInto_Csv_TellsTheSame()
    {
        var log = Encoding.UTF8.GetBytes("a,e,t,plan,other\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"account {i % 7},e{i % 3},2026-03-02T09:00:00Z,p{i % 2},{i}\n")) + "broken\n");
        var options = new EventImportOptions { Csv = new CsvMapping { Account = "a", Event = "e", Timestamp = "t" } };
        var objects = new EventImport(new MemoryStream(log), EventFormat.Csv, options);
        var sink = new RecordingSink("plan");
        var expected = objects.Events().Select(sink.Expect).ToArray();
        var import = new EventImport(new MemoryStream(log), EventFormat.Csv, options);
        import.ReadInto(sink, 2);

        Assert.Equal(expected, sink.Told);
        AssertSame(objects.Report, import.Report);
    }

    [Fact]
    public void ReadInto_Progress_EndsWithTheWholeLog()
    {
        var seen = new List<ImportProgress>();
        var log = new RandomLog(5, EventFormat.Segment).Make(5000);
        var import = Import(log, EventFormat.Segment, null, new Seen(seen));
        import.ReadInto(new RecordingSink(), 2, LineWays.All, 4096);

        Assert.True(seen.Count > 100);
        Assert.Equal(new ImportProgress(log.Length, log.Length, import.Report.LinesRead, import.Report.SetAsideCount), seen[^1]);
        Assert.Equal(seen.OrderBy(p => p.Lines), seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadInto_NothingNew_AllocatesNothingAnEvent(bool isStrict)
    {
        static byte[] Log(int lines) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(i =>
            $$"""{"type":"track","event":"event {{i % 5}}","context":{"groupId":"account-{{i % 50}}"},"timestamp":"2026-03-02T09:00:00.{{i % 1000:000}}Z","receivedAt":"2026-03-02T09:05:00Z","properties":{"plan":"p{{i % 3}}","rows":{{i}},"text":"caf\u00e9 {{i}}"},"messageId":"{{i:x8}}"}""" + "\n")));
        var (small, large) = (Log(20_000), Log(120_000));
        Measure(small);
        Assert.InRange(Measure(large) - Measure(small), 0, 20_000);

        long Measure(byte[] log)
        {
            var import = new EventImport(new MemoryStream(log), EventFormat.Segment);
            var sink = new CountingSink();
            var before = GC.GetAllocatedBytesForCurrentThread();
            import.ReadInto(sink, 1, isStrict ? LineWays.Strict : LineWays.All, BlockReader.BlockBytes);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(import.Report.LinesRead, sink.Count);
            return allocated;
        }
    }

    private sealed class Seen(List<ImportProgress> into) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => into.Add(value);
    }

    private sealed class CountingSink : ICodedEventSink
    {
        private int _accounts;

        public long Count { get; private set; }

        public ValueList<string> NeededProperties => ["plan"];

        public int IndexOf(AccountId account) => _accounts++;

        public int CodeOf(EventBody body) => 0;

        public void Add(ReadOnlySpan<CodedEvent> events) => Count += events.Length;
    }

    private sealed class ThrowingSink : ICodedEventSink
    {
        private int _calls;

        public ValueList<string> NeededProperties => [];

        public int IndexOf(AccountId account) => 0;

        public int CodeOf(EventBody body) => 0;

        public void Add(ReadOnlySpan<CodedEvent> events)
        {
            if (++_calls == 5) throw new InvalidTimeZoneException();
        }
    }
}
