using System.Text;
using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

public class EventBatchTests
{
    private static readonly TtvDefinitions Definitions = PopulationLogs.Definitions[1];

    [Fact]
    public void NumberOf_StringSpanAndUtf8_NameTheSameAccount()
    {
        var batch = new EventBatch(Definitions);
        var number = batch.NumberOf("Köln-7".AsSpan());
        Assert.Equal(number, batch.NumberOf(AccountId.Create("Köln-7")));
        Assert.Equal(number, batch.NumberOf(Encoding.UTF8.GetBytes("Köln-7").AsSpan()));
        Assert.Equal(1, batch.NumberOf("other".AsSpan()));
        Assert.Equal(2, batch.AccountCount);
        Assert.Equal("Köln-7", batch.AccountOf(number).Value);
    }

    [Fact]
    public void NumberOf_KnownSpan_AllocatesNothing()
    {
        var batch = new EventBatch(Definitions);
        var utf8 = "account-1"u8.ToArray();
        batch.NumberOf(utf8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) batch.NumberOf(utf8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Replaced by the same mark, both would be one account.</summary>
    [Fact]
    public void NumberOf_BytesThatAreNotUtf8_Throws()
    {
        var batch = new EventBatch(Definitions);
        byte[][] broken = [[(byte)'M', 0xfc, (byte)'l'], [(byte)'M', 0xf6, (byte)'l'], [(byte)'M', 0xc3]];
        foreach (var account in broken) Assert.Contains("from byte 1 on", Assert.Throws<ArgumentException>(() => batch.NumberOf(account.AsSpan())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => batch.NumberOf(Encoding.UTF8.GetBytes(new string('x', 129)).AsSpan()));
        Assert.Equal(0, batch.AccountCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    public void NumberOf_BrokenId_Throws(string id)
    {
        var batch = new EventBatch(Definitions);
        Assert.Throws<ArgumentException>(() => batch.NumberOf(id.AsSpan()));
        Assert.Throws<ArgumentException>(() => batch.NumberOf(Encoding.UTF8.GetBytes(id).AsSpan()));
        Assert.Throws<ArgumentException>(() => batch.NumberOf(Encoding.UTF8.GetBytes(new string('ü', 129)).AsSpan()));
        Assert.Equal(0, batch.AccountCount);
    }

    [Fact]
    public void Append_Columns_EqualsAddingTheEvents()
    {
        var events = Enumerable.Range(0, 150_000).Select(i => TtvEvent.Create(
            AccountId.Create($"a{i % 997}"), PopulationLogs.At(i % 500), i % 997 == i ? new SignedUp(EventProperties.Of(("segment", "team"))) : new ProductEvent(i % 3 == 0 ? "imported" : "page"), EventId.Create($"e{i}"))).ToArray();
        var one = new EventBatch(Definitions);
        one.AddRange(events);
        var columns = new EventBatch(Definitions);
        columns.Append(
            [.. events.Select(e => columns.NumberOf(e.Account))],
            [.. events.Select(e => e.OccurredAt.ToUnixTimeTicks() / 10)],
            [.. events.Select(e => e.RecordedAt.ToUnixTimeTicks() / 10)],
            [.. events.Select(e => columns.CodeOf(e.Body))],
            [.. events.Select(e => EventIdHash.Of(e.Id))]);
        Assert.Equal(one.EventCount, columns.EventCount);
        Assert.Equal(one.Watermark, columns.Watermark);
        using var expected = Population.Fold(one);
        using var actual = Population.Fold(columns);
        Assert.Equal(997, expected.Count);
        Assert.All(Enumerable.Range(0, 997), row => Assert.Equal(expected.RowAt(row), actual.RowAt(row)));
    }

    [Fact]
    public void Add_CodedEvents_EqualsAddingTheEvents()
    {
        var events = Enumerable.Range(0, 10_000).Select(i => TtvEvent.Create(
            AccountId.Create($"a{i % 97}"), PopulationLogs.At(i % 500), i % 97 == i ? new SignedUp(EventProperties.Of(("segment", "team"))) : new ProductEvent(i % 3 == 0 ? "imported" : "page"), EventId.Create($"e{i % 5_000}"))).ToArray();
        var one = new EventBatch(Definitions);
        one.AddRange(events);
        var coded = new EventBatch(Definitions);
        coded.Add([.. events.Select(e => new CodedEvent(coded.IndexOf(e.Account), coded.CodeOf(e.Body), e.OccurredAt.ToUnixTimeTicks() / 10, e.RecordedAt.ToUnixTimeTicks() / 10, EventIdHash.Of(e.Id)))]);
        Assert.Equal((one.EventCount, one.Watermark), (coded.EventCount, coded.Watermark));
        using var expected = Population.Fold(one);
        using var actual = Population.Fold(coded);
        Assert.All(Enumerable.Range(0, 97), row => Assert.Equal(expected.RowAt(row), actual.RowAt(row)));
    }

    [Fact]
    public void Add_CodedEventOfUnknownIndexCodeOrTime_ThrowsAndAddsNothing()
    {
        var batch = new EventBatch(Definitions);
        var good = new CodedEvent(batch.IndexOf(AccountId.Create("a")), batch.CodeOf(new ProductEvent("page")), 0, 0, 1);
        foreach (var bad in new[] { good with { Account = 1 }, good with { Account = -1 }, good with { Reading = good.Reading + 1 }, good with { OccurredAtMicroseconds = long.MaxValue }, good with { RecordedAtMicroseconds = long.MinValue } })
            Assert.Throws<ArgumentOutOfRangeException>(() => batch.Add([good, bad]));
        Assert.Throws<ArgumentException>(() => batch.IndexOf(default));
        Assert.Equal(0, batch.EventCount);
    }

    [Fact]
    public void Append_UnknownNumberCodeOrTime_ThrowsAndAddsNothing()
    {
        var batch = new EventBatch(Definitions);
        var account = batch.NumberOf(AccountId.Create("a"));
        var code = batch.CodeOf(new ProductEvent("page"));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Append([account + 1], [0], [0], [code], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Append([-1], [0], [0], [code], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Append([account], [0], [0], [code + 1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Append([account], [long.MaxValue], [0], [code], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Append([account], [0], [long.MinValue], [code], [1]));
        Assert.Throws<ArgumentException>(() => batch.Append([account], [0, 1], [0], [code], [1]));
        Assert.Equal(0, batch.EventCount);
        Assert.Null(batch.Watermark);
    }

    [Fact]
    public void Watermark_ImpossibleTimes_AreLeftOut()
    {
        var batch = new EventBatch(Definitions);
        batch.Add(TtvEvent.Create(AccountId.Create("a"), PopulationLogs.At(1000), new ProductEvent("page"), recordedAt: PopulationLogs.At(5)));
        Assert.Null(batch.Watermark);
        batch.Add(TtvEvent.Product(AccountId.Create("a"), PopulationLogs.At(4), "page"));
        Assert.Equal(PopulationLogs.At(4), batch.Watermark);
    }

    [Fact]
    public void Create_PathOfMoreThan64Steps_Throws()
    {
        var long65 = MilestonePath.Create("long", "Long", Duration.FromDays(7), [.. Enumerable.Range(0, 64).Select(i => new Milestone { Key = $"m{i}", Title = "m", CompletedBy = $"m{i}" })], new Milestone { Key = "v", Title = "v", CompletedBy = "v" });
        var definitions = new TtvDefinitions(SegmentCatalog.Create(SegmentDefinition.Create("s", "S", long65)));
        Assert.Contains("65 steps", Assert.Throws<TtvValidationException>(() => new EventBatch(definitions)).Message, StringComparison.Ordinal);
    }
}
