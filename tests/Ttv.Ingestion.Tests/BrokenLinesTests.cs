using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace Ttv.Ingestion;

/// <summary>Broken lines between good ones: each is reported with its line and reason, and every good line counts.</summary>
public class BrokenLinesTests
{
    /// <summary>A good line of each format, with marks where an account, a name, a time, an id and a property's value stand.</summary>
    private static readonly Dictionary<EventFormat, string> Templates = new()
    {
        [EventFormat.Segment] = """{"type":"track","context":{"groupId":ACCOUNT},"event":NAME,"timestamp":TIME,"messageId":ID,"properties":{"p":VALUE}}""",
        [EventFormat.Amplitude] = """{"user_id":ACCOUNT,"event_type":NAME,"event_time":TIME,"$insert_id":ID,"event_properties":{"p":VALUE}}""",
        [EventFormat.Mixpanel] = """{"event":NAME,"properties":{"distinct_id":ACCOUNT,"time":TIME,"$insert_id":ID,"p":VALUE}}""",
        [EventFormat.Posthog] = """{"distinct_id":ACCOUNT,"event":NAME,"timestamp":TIME,"uuid":ID,"properties":{"p":VALUE}}""",
        [EventFormat.Cloudevents] = """{"specversion":"1.0","source":"/app","subject":ACCOUNT,"type":NAME,"time":TIME,"id":ID,"data":{"p":VALUE}}""",
    };

    private static string Line(EventFormat format, string account = "\"acme\"", string name = "\"opened\"", string time = "\"2026-03-02T09:00:00Z\"", string id = "\"e1\"", string value = "1") =>
        Templates[format].Replace("ACCOUNT", account, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal)
            .Replace("TIME", time, StringComparison.Ordinal).Replace("ID", id, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal);

    private static string Text(int length) => $"\"{new string('x', length)}\"";

    /// <summary>The kinds of broken lines that every JSON format has, each with the reason it is set aside for.</summary>
    private static (string What, byte[] Line, string Reason)[] BrokenJson(EventFormat format)
    {
        var good = Line(format);
        (string, string, string)[] kinds =
        [
            ("cut off", good[..(good.Length / 2)], SetAsideReasons.MalformedJson),
            ("trailing text", good + " x", SetAsideReasons.MalformedJson),
            ("two objects", good + good, SetAsideReasons.MalformedJson),
            ("key given twice", string.Concat("{\"zzz\":1,\"zzz\":2,", good.AsSpan(1)), SetAsideReasons.MalformedJson),
            ("single quotes", good.Replace('"', '\''), SetAsideReasons.MalformedJson),
            ("NaN", Line(format, value: "NaN"), SetAsideReasons.MalformedJson),
            ("nested too deep", Line(format, value: new string('[', 100) + new string(']', 100)), SetAsideReasons.MalformedJson),
            ("an array", "[" + good + "]", SetAsideReasons.NotAnObject),
            ("text", "\"acme\"", SetAsideReasons.NotAnObject),
            ("null", "null", SetAsideReasons.NotAnObject),
            ("an empty object", "{}", SetAsideReasons.MissingField),
            ("no account", Line(format, account: "null"), SetAsideReasons.MissingField),
            ("no name", Line(format, name: "null"), SetAsideReasons.MissingField),
            ("an empty name", Line(format, name: "\"\""), SetAsideReasons.MissingField),
            ("no time", Line(format, time: "null"), SetAsideReasons.MissingField),
            ("account an array", Line(format, account: "[1]"), SetAsideReasons.WrongType),
            ("name a number", Line(format, name: "7"), SetAsideReasons.WrongType),
            ("time an object", Line(format, time: "{}"), SetAsideReasons.WrongType),
            ("id a truth value", Line(format, id: "true"), SetAsideReasons.WrongType),
            ("account too long", Line(format, account: Text(129)), SetAsideReasons.InvalidAccount),
            ("account with a control character", Line(format, account: "\"a\\u0007\""), SetAsideReasons.InvalidAccount),
            ("name too long", Line(format, name: Text(257)), SetAsideReasons.InvalidName),
            ("time in words", Line(format, time: "\"yesterday\""), SetAsideReasons.InvalidTime),
            ("30 February", Line(format, time: "\"2026-02-30T09:00:00Z\""), SetAsideReasons.InvalidTime),
            ("year 20260", Line(format, time: "\"20260-03-02T09:00:00Z\""), SetAsideReasons.InvalidTime),
            ("an offset past the year 9999", Line(format, time: "\"9999-12-31T23:59:59-05:00\""), SetAsideReasons.InvalidTime),
            ("an offset before the year 1", Line(format, time: "\"0001-01-01T00:00:00+01:00\""), SetAsideReasons.InvalidTime),
            ("a year before the year 1", Line(format, time: "\"-0044-03-15T09:00:00Z\""), SetAsideReasons.InvalidTime),
            ("number too large", Line(format, value: "1e999"), SetAsideReasons.NumberOutOfRange),
            ("half a surrogate pair", Line(format, value: "\"\\ud800\""), SetAsideReasons.InvalidValue),
            ("a fact that is none", Line(format, name: "\"ttv.won\""), SetAsideReasons.InvalidFact),
            ("a fact without its field", Line(format, name: "\"ttv.owner_assigned\""), SetAsideReasons.InvalidFact),
        ];
        return
        [
            .. kinds.Select(k => (k.Item1, Encoding.UTF8.GetBytes(k.Item2), k.Item3)),
            ("not UTF-8", [.. Encoding.UTF8.GetBytes(good[..^1]), 0xff, (byte)'}'], SetAsideReasons.InvalidUtf8),
            ("too long", Encoding.UTF8.GetBytes(Line(format, value: Text(5000))), SetAsideReasons.LineTooLong),
            // CloudEvents hashes long identities, so that any id will do there.
            .. format == EventFormat.Cloudevents
                ? [("another version", Encoding.UTF8.GetBytes(good.Replace("1.0", "0.3", StringComparison.Ordinal)), SetAsideReasons.InvalidValue)]
                : new (string, byte[], string)[] { ("id too long", Encoding.UTF8.GetBytes(Line(format, id: Text(257))), SetAsideReasons.InvalidId) },
        ];
    }

    private static readonly CsvMapping Mapping = new() { Account = "account", Event = "event", Timestamp = "at", RecordedAt = "seen", Id = "id" };

    private const string GoodRow = "acme,opened,2026-03-02T09:00:00Z,,e1,x";

    private static readonly (string What, byte[] Line, string Reason)[] BrokenRows =
    [
        .. new (string What, string Line, string Reason)[]
        {
            ("one field", "acme", SetAsideReasons.WrongFieldCount),
            ("a field too few", "acme,opened,2026-03-02T09:00:00Z,,e1", SetAsideReasons.WrongFieldCount),
            ("a field too many", GoodRow + ",y", SetAsideReasons.WrongFieldCount),
            ("another delimiter", GoodRow.Replace(',', ';'), SetAsideReasons.WrongFieldCount),
            ("an unquoted delimiter", "acme,opened, later,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.WrongFieldCount),
            ("no account", ",opened,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.MissingField),
            ("no name", "acme,,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.MissingField),
            ("no time", "acme,opened,,,e1,x", SetAsideReasons.MissingField),
            ("no id", "acme,opened,2026-03-02T09:00:00Z,,,x", SetAsideReasons.MissingField),
            ("the header again", "account,event,at,seen,id,p", SetAsideReasons.InvalidTime),
            ("time in words", "acme,opened,yesterday,,e1,x", SetAsideReasons.InvalidTime),
            ("30 February", "acme,opened,2026-02-30T09:00:00Z,,e1,x", SetAsideReasons.InvalidTime),
            ("25 o'clock", "acme,opened,2026-03-02T25:00:00Z,,e1,x", SetAsideReasons.InvalidTime),
            ("day before month", "acme,opened,02/03/2026 09:00,,e1,x", SetAsideReasons.InvalidTime),
            ("recorded in words", "acme,opened,2026-03-02T09:00:00Z,later,e1,x", SetAsideReasons.InvalidTime),
            ("account too long", new string('x', 129) + ",opened,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.InvalidAccount),
            ("account with a control character", "a\u0007,opened,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.InvalidAccount),
            ("name too long", "acme," + new string('x', 257) + ",2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.InvalidName),
            ("id too long", "acme,opened,2026-03-02T09:00:00Z,," + new string('x', 257) + ",x", SetAsideReasons.InvalidId),
            ("text after a quote", "\"acme\"x,opened,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.BrokenQuote),
            ("a quote that never ends", "\"acme,opened,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.BrokenQuote),
            ("a fact that is none", "acme,ttv.won,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.InvalidFact),
            ("a fact without its field", "acme,ttv.owner_assigned,2026-03-02T09:00:00Z,,e1,x", SetAsideReasons.InvalidFact),
            ("too long", GoodRow + new string('x', 5000), SetAsideReasons.LineTooLong),
        }.Select(k => (k.What, Encoding.UTF8.GetBytes(k.Line), k.Reason)),
        ("not UTF-8", [.. Encoding.UTF8.GetBytes(GoodRow), 0xff], SetAsideReasons.InvalidUtf8),
    ];

    public static TheoryData<EventFormat> JsonFormats => new(Templates.Keys);

    [Theory]
    [MemberData(nameof(JsonFormats))]
    public void Import_BrokenJsonLines_AreSetAsideAndTheGoodOnesCount(EventFormat format)
    {
        var broken = BrokenJson(format);
        Assert.True(broken.Length >= 20);
        Check(format, broken, Encoding.UTF8.GetBytes(Line(format)), header: null);
    }

    [Fact]
    public void Import_BrokenRows_AreSetAsideAndTheGoodOnesCount()
    {
        Assert.True(BrokenRows.Length >= 20);
        Check(EventFormat.Csv, BrokenRows, Encoding.UTF8.GetBytes(GoodRow), "account,event,at,seen,id,p");
    }

    private static void Check(EventFormat format, (string What, byte[] Line, string Reason)[] broken, byte[] good, string? header)
    {
        using var log = new MemoryStream();
        if (header is not null) Write(Encoding.UTF8.GetBytes(header));
        foreach (var (_, line, _) in broken)
        {
            Write(good);
            Write(line);
        }

        Write(good);
        log.Position = 0;
        var import = new EventImport(log, format, new EventImportOptions { Csv = Mapping, MaxLineBytes = 4096 });
        var events = import.Events().ToList();
        var offset = header is null ? 0 : 1;

        Assert.Equal(
            broken.Select((b, i) => ((long)(2 * i) + 2 + offset, b.What, b.Reason)),
            import.Report.SetAside.OrderBy(s => s.Line).Select(s => (s.Line, broken[((s.Line - offset) / 2) - 1].What, s.Reason)));
        Assert.All(import.Report.SetAside, s => Assert.InRange(s.Message.Length, 10, 1000));
        Assert.Equal(broken.Length + 1, events.Count);
        Assert.All(events, e => Assert.Equal(("acme", "opened", Instant.FromUtc(2026, 3, 2, 9, 0)), (e.Account.Value, e.Body.Name, e.OccurredAt)));

        void Write(byte[] line)
        {
            log.Write(line);
            log.WriteByte((byte)'\n');
        }
    }

    [Property(MaxTest = 1000)]
    public Property Import_LinesWithRandomBytes_AccountsForEveryLine() => Prop.ForAll(
        Gen.Elements(Templates.Keys.ToArray()).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (format, seed) =>
        {
            var random = new Random(seed);
            var lines = Enumerable.Range(0, 30).Select(_ => Encoding.UTF8.GetBytes(Line(format))).ToArray();
            foreach (var line in lines)
            {
                for (var i = random.Next(4); i > 0; i--)
                {
                    var b = (byte)random.Next(256);
                    line[random.Next(line.Length)] = b is (byte)'\n' ? (byte)' ' : b;
                }
            }

            using var log = new MemoryStream(lines.SelectMany(l => l.Append((byte)'\n')).ToArray());
            var import = new EventImport(log, format);
            var events = import.Events().Count();
            return import.Report.LinesRead == 30 && events + import.Report.SetAsideCount + import.Report.BlankLines + import.Report.Ignored.Values.Sum() + import.Report.CohortFacts.Count == 30;
        });

    [Property(MaxTest = 1000)]
    public Property Import_RowsWithRandomBytes_NeverStop() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var rows = string.Join('\n', Enumerable.Repeat(GoodRow, 30)).ToCharArray();
        for (var i = random.Next(20); i > 0; i--) rows[random.Next(rows.Length)] = "\",\n\r xé\0"[random.Next(8)];
        using var log = new MemoryStream(Encoding.UTF8.GetBytes("account,event,at,seen,id,p\n" + new string(rows)));
        var import = new EventImport(log, EventFormat.Csv, new EventImportOptions { Csv = Mapping });
        var events = import.Events().Count();
        return events + import.Report.SetAsideCount + import.Report.BlankLines <= import.Report.LinesRead - 1
            && events + import.Report.SetAsideCount > 0;
    });

    [Fact]
    public void Import_DamagedGzip_SaysSo()
    {
        using var whole = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(whole, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 2000; i++) gzip.Write(Encoding.UTF8.GetBytes(Line(EventFormat.Segment, id: $"\"e{i}{i * 7919}\"") + "\n"));
        }

        var bytes = whole.ToArray();
        Assert.Equal(2000, Count(bytes));
        // Two members one after the other are one log.
        Assert.Equal(4000, Count([.. bytes, .. bytes]));
        Assert.Throws<TtvImportException>(() => Count(bytes[..(bytes.Length / 2)]));
        Assert.Throws<TtvImportException>(() => Count(bytes[..^4]));
        var flipped = bytes.ToArray();
        flipped[bytes.Length / 2] ^= 0x55;
        Assert.Throws<TtvImportException>(() => Count(flipped));
        // A further member whose header is damaged, or lines that are not compressed, would be lost without a word; padding is not.
        for (var at = 0; at < 4; at++)
        {
            var header = bytes.ToArray();
            header[at] ^= 0x55;
            Assert.Throws<TtvImportException>(() => Count([.. bytes, .. header]));
        }

        Assert.Throws<TtvImportException>(() => Count([.. bytes, .. Encoding.UTF8.GetBytes(Line(EventFormat.Segment))]));
        Assert.Throws<TtvImportException>(() => Count([.. bytes, .. new byte[200_000], .. "{}"u8]));
        Assert.Equal(2000, Count([.. bytes, .. new byte[200_000]]));

        static int Count(byte[] log) => new EventImport(new MemoryStream(log), EventFormat.Segment).Events().Count();
    }

    [Fact]
    public void Import_Progress_EndsWithTheWholeLog()
    {
        var seen = new List<ImportProgress>();
        using var log = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line(EventFormat.Segment) + "\n", 2000))));
        var import = new EventImport(log, EventFormat.Segment, new EventImportOptions { Progress = new Seen(seen) });
        Assert.Equal(2000, import.Events().Count());

        Assert.True(seen.Count > 2);
        Assert.Equal(new ImportProgress(log.Length, log.Length, 2000, 0), seen[^1]);
        Assert.Equal(seen.OrderBy(p => p.BytesRead), seen);
    }

    private sealed class Seen(List<ImportProgress> into) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => into.Add(value);
    }
}
