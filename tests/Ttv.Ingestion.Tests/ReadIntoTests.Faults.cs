using System.IO.Compression;
using System.Text;
using NodaTime;
using Ttv.Ingestion.Blocks;
using Ttv.Ingestion.Support;

namespace Ttv.Ingestion;

/// <content>Damage, odd places and misuse.</content>
public partial class ReadIntoTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ReadInto_DamagedGzip_KeepsTheLinesBefore(int threads)
    {
        var log = new RandomLog(7, EventFormat.Segment).Make(20_000);
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(log);
        var bytes = whole.ToArray();
        var read = Import(bytes, EventFormat.Segment);
        read.ReadInto(new RecordingSink(), threads);
        var cut = Import(bytes[..(bytes.Length / 2)], EventFormat.Segment);
        var sink = new RecordingSink();

        Assert.Contains("damaged or cut off near byte", Assert.Throws<TtvImportException>(() => cut.ReadInto(sink, threads)).Message, StringComparison.Ordinal);
        Assert.InRange(cut.Report.LinesRead, read.Report.LinesRead / 4, read.Report.LinesRead / 4 * 3);
        Assert.Equal(cut.Report.EventsRead, sink.Told.Count);
    }

    [Fact]
    public void ReadInto_PageWhoseAccountIsTheNameProperty_KeepsTheAccount()
    {
        const string Page = """{"type":"page","name":"Pricing","properties":{"name":"acme"},"timestamp":"2026-03-02T09:00:00Z","messageId":"m"}""";
        AssertSame(Encoding.UTF8.GetBytes(Page), EventFormat.Segment, LineWays.All, 1, 4096, "properties.name", Needed);
        var sink = new RecordingSink(Needed);
        Import(Encoding.UTF8.GetBytes(Page), EventFormat.Segment, "properties.name").ReadInto(sink);
        Assert.Equal("acme", Assert.Single(sink.Accounts).Value);
    }

    /// <summary>Times at both ends of the years that a log may tell, and beyond, written in every way.</summary>
    [Fact]
    public void ReadInto_TimesAtTheEndsOfTheCalendar_AreJudgedAlike()
    {
        string[] days = ["0000-12-31", "0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31", "-0044-03-15", "-9998-01-01"];
        string[] clocks = ["", "T00:00:00", "T23:59:59.999999999", "T00:30", "T23:30"];
        string[] zones = ["", "Z", "+00:30", "-00:30", "+14:00", "-14:00"];
        var times = from day in days from clock in clocks from zone in zones where clock.Length > 0 || zone.Length == 0 select day + clock + zone;
        var log = string.Join('\n', times.Select((time, i) => $$"""{"type":"track","event":"e","userId":"a","timestamp":"{{time}}","messageId":"m{{i}}"}"""));
        foreach (var zone in (string[])["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Apia"])
        {
            var options = new EventImportOptions { Zone = DateTimeZoneProviders.Tzdb[zone] };
            var objects = new EventImport(new MemoryStream(Encoding.UTF8.GetBytes(log)), EventFormat.Segment, options);
            var sink = new RecordingSink();
            var expected = objects.Events().Select(sink.Expect).ToArray();
            var import = new EventImport(new MemoryStream(Encoding.UTF8.GetBytes(log)), EventFormat.Segment, options);
            import.ReadInto(sink);

            Assert.Equal(expected, sink.Told);
            AssertSame(objects.Report, import.Report);
            Assert.Equal([SetAsideReasons.InvalidTime], import.Report.SetAsideByReason.Keys);
            Assert.All(objects.Report.SetAside, s => Assert.Contains("timestamp is", s.Message, StringComparison.Ordinal));
            Assert.True(import.Report.FirstOccurredAt >= Instant.FromUtc(1, 1, 1, 0, 0));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ReadInto_SinkThatThrows_StopsWithItsException(int threads)
    {
        var log = new RandomLog(7, EventFormat.Segment).Make(5000);
        Assert.Throws<InvalidTimeZoneException>(() => Import(log, EventFormat.Segment).ReadInto(new ThrowingSink(), threads, LineWays.All, 4096));
    }

    [Fact]
    public void ReadInto_Twice_IsRefused()
    {
        var import = Import([], EventFormat.Segment);
        import.ReadInto(new RecordingSink());
        Assert.Throws<InvalidOperationException>(() => import.ReadInto(new RecordingSink()));
        Assert.Throws<InvalidOperationException>(import.Events);
        var once = Import([], EventFormat.Segment).Events();
        Assert.Empty(once);
        Assert.Throws<InvalidOperationException>(() => once.Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Import([], EventFormat.Segment).ReadInto(new RecordingSink(), 0));
    }
}
