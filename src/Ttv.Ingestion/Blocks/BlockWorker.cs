using System.Text;
using System.Text.Unicode;
using Ttv.Events;
using Ttv.Ingestion.Fields;
using Ttv.Ingestion.Json;
using Ttv.Ingestion.Lines;
using Ttv.Journeys;

namespace Ttv.Ingestion.Blocks;

/// <summary>
/// Reads blocks into coded events, each line by the first of three ways that takes it: along a known shape, by the strict
/// walk, as objects. The last one judges whatever the others leave, so that a fault reads the same by any way.
/// </summary>
internal sealed class BlockWorker
{
    private readonly int _maxLineBytes;
    private readonly JsonLineFormat _objects;
    private readonly ImportReport _part;
    private readonly LineSink _told;
    private readonly FieldReading? _reading;
    private readonly StrictWalk? _walk;
    private readonly ShapeTree? _shapes;
    private readonly StopMap _stops = new();
    private readonly FieldValue[] _values = [];
    private readonly AccountTable _accounts;
    private readonly ReadingTable _readings;
    private readonly List<EventBody> _bodies = [];
    private LineEvent[] _read = new LineEvent[1024];
    private CodedEvent[] _events = new CodedEvent[1024];
    private int _count;
    private BlockTally _tally;

    public BlockWorker(EventFormat format, EventImportOptions options, ValueList<string> properties, AccountTable accounts, LineWays ways, int blockBytes)
    {
        _accounts = accounts;
        Block = new Block(blockBytes);
        _maxLineBytes = options.MaxLineBytes;
        _objects = new JsonLineFormat(format, options.AccountField);
        _part = new ImportReport(format);
        _told = new LineSink(_part, options.Zone);
        _reading = ways == LineWays.Objects ? null : FieldReading.Of(format, options.AccountField, options.Zone, properties);
        _readings = new ReadingTable(properties, _reading?.Properties ?? []);
        if (_reading is null) return;
        _walk = new StrictWalk(_reading.Plan);
        _shapes = ways == LineWays.All ? new ShapeTree() : null;
        _values = new FieldValue[_reading.Plan.Count];
    }

    public Block Block { get; }

    /// <summary>Reads every line of the block.</summary>
    public void Read()
    {
        _count = 0;
        _tally = BlockTally.Empty;
        if (Block.IsLineTooLong)
        {
            _part.LinesRead = 1;
            SetAsideTooLong();
            return;
        }

        var text = Block.Padded;
        var isValid = _stops.Read(text) || Utf8.IsValid(Block.Lines);
        for (var position = 0; position < Block.Length;)
        {
            _part.LinesRead++;
            if (Block.Sequence == 0 && position == 0 && Block.Lines.StartsWith("\ufeff"u8)) position = 3;
            var end = isValid ? ReadFields(text, position) : -1;
            if (end < 0) end = ReadAsObjects(position);
            position = end + 1;
        }

        _accounts.Number(text, _read.AsSpan(0, _count));
    }

    /// <summary>Hands the block's events to the sink and its lines to the report, in the order of the log.</summary>
    public void MergeInto(ICodedEventSink sink, ImportReport report)
    {
        var read = _read.AsSpan(0, _count);
        var events = _events.AsSpan(0, _count);
        _accounts.Index(read, sink);
        var codes = _readings.CodesIn(sink);
        for (var i = 0; i < read.Length; i++)
        {
            ref readonly var e = ref read[i];
            events[i] = new CodedEvent(e.Account, e.Reading >= 0 ? codes[e.Reading] : sink.CodeOf(_bodies[~e.Reading]), e.OccurredAt, e.RecordedAt, e.IdHash);
        }

        sink.Add(events);
        report.Merge(_part, _tally);
        _bodies.Clear();
        _readings.Trim();
    }

    /// <summary>Reads a line without objects; gives the position of its line feed, or -1.</summary>
    private int ReadFields(ReadOnlySpan<byte> text, int position)
    {
        if (_walk is null) return -1;
        var end = FollowShape(text, position);
        return end >= 0 ? end : WalkStrictly(text, position);
    }

    private int FollowShape(ReadOnlySpan<byte> text, int position)
    {
        if (_shapes is null) return -1;
        _values.AsSpan().Clear();
        var end = _shapes.Follow(text, _stops, position, _values);
        if (end < 0 || end - position > _maxLineBytes || !TryAdd(text)) return -1;
        return text[end] == '\r' ? end + 1 : end;
    }

    private int WalkStrictly(ReadOnlySpan<byte> text, int position)
    {
        _values.AsSpan().Clear();
        var feed = _walk!.Read(text, _stops, position, _values);
        if (feed < 0) return -1;
        var end = text[feed - 1] == '\r' ? feed - 1 : feed;
        if (end - position > _maxLineBytes || !TryAdd(text)) return -1;
        _shapes?.Learn(text, position, end, _walk.Tokens);
        return feed;
    }

    /// <summary>Adds what the fields tell. A plain account is looked up when the whole block is read, any other at once, as it may be a fault.</summary>
    private bool TryAdd(ReadOnlySpan<byte> text)
    {
        if (!_reading!.TryRead(text, _values, out var read) || !IsId(read.Id)) return false;
        var reading = _readings.NumberOf(text, read.Name, _values);
        if (reading < 0) return false;
        // Last: no line without an event adds to the table.
        var isPlain = AccountTable.IsPlain(read.Account.In(text));
        var account = isPlain ? 0 : _accounts.NumberOf(read.Account.In(text));
        if (account < 0) return false;
        ref var e = ref Next();
        e.AccountAt = isPlain ? read.Account : default;
        (e.Account, e.Reading, e.OccurredAt, e.RecordedAt, e.IdHash) = (account, reading, read.OccurredAt, read.RecordedAt, EventIdHash.OfUtf8(read.Id));
        _tally.Count(read.OccurredAt, read.IsRecordedAtAssumed);
        return true;
    }

    /// <summary>Only a character beyond ASCII needs the rule itself: other bytes are one character each and, past a JSON text's own rule, no control character but DEL.</summary>
    private static bool IsId(ReadOnlySpan<byte> id) =>
        id.Length <= EventId.MaxLength && !id.ContainsAnyExceptInRange((byte)' ', (byte)'~') || EventId.TryCreate(Encoding.UTF8.GetString(id), out _, out _);

    /// <summary>Reads a line as objects, which judge any fault; gives the position of its line feed.</summary>
    private int ReadAsObjects(int position)
    {
        var rest = Block.Lines[position..];
        var newline = rest.IndexOf((byte)'\n');
        var length = newline < 0 ? rest.Length : newline;
        var feed = position + length;
        if (length > 0 && rest[length - 1] == '\r') length--;
        if (length > _maxLineBytes)
        {
            SetAsideTooLong();
            return feed;
        }

        _objects.ReadLine(Block.Memory(position, length), _part.LinesRead, _told);
        foreach (var told in _told.Take())
        {
            _bodies.Add(told.Body);
            ref var e = ref Next();
            e.AccountAt = default;
            (e.Account, e.Reading) = (_accounts.NumberOf(told.Account), ~(_bodies.Count - 1));
            (e.OccurredAt, e.RecordedAt, e.IdHash) = (Instants.ToMicroseconds(told.OccurredAt), Instants.ToMicroseconds(told.RecordedAt), EventIdHash.Of(told.Id));
        }

        return feed;
    }

    private void SetAsideTooLong() => _part.AddSetAside(_part.LinesRead, SetAsideReasons.LineTooLong, LineReader.TooLong);

    private ref LineEvent Next()
    {
        if (_count == _read.Length)
        {
            Array.Resize(ref _read, 2 * _count);
            Array.Resize(ref _events, 2 * _count);
        }

        return ref _read[_count++];
    }
}
