using NodaTime;

namespace Ttv.Ingestion.Fields;

/// <summary>Segment's <c>track</c>, <c>page</c> and <c>screen</c>, by the rules of <see cref="Json.SegmentCalls"/>.</summary>
internal sealed class SegmentReading : FieldReading
{
    private readonly int _type;
    private readonly int _event;
    private readonly int _name;
    private readonly int _id;
    private readonly int _timestamp;
    private readonly int _receivedAt;
    private readonly int[] _accounts;
    private readonly int _nameProperty = -1;

    public SegmentReading(string? accountField, DateTimeZone zone, ValueList<string> properties)
        : base(zone)
    {
        _type = Plan.Field("type");
        _event = Plan.Field("event");
        _name = Plan.Field("name");
        _id = Plan.Field("messageId");
        _timestamp = Plan.Field("timestamp");
        _receivedAt = Plan.Field("receivedAt");
        var context = Plan.Section("context");
        Plan.Section("properties");
        _accounts = accountField is null
            ? [Plan.Field("context", "groupId"), Plan.Field("groupId"), Plan.Field("userId")]
            : [Plan.Field(accountField.Split('.'))];
        Properties = new (int, int)[properties.Count];
        for (var i = 0; i < properties.Count; i++)
        {
            var name = properties[i];
            var isContext = name.StartsWith("context.", StringComparison.Ordinal);
            // Place 0 is the line itself, which is never a value.
            Properties[i] = (Plan.Property("properties", name), isContext ? Plan.Property("context", name["context.".Length..]) : 0);
            if (name == "name") _nameProperty = Properties[i].First;
        }
    }

    public override bool TryRead(ReadOnlySpan<byte> line, Span<FieldValue> values, out FieldEvent read)
    {
        read = default;
        var type = values[_type];
        if (type.Kind != FieldKind.Text) return false;
        var kind = type.In(line);
        var isPage = false;
        if (kind.SequenceEqual("track"u8))
        {
            if (values[_event].Kind != FieldKind.Text) return false;
            read.Name = values[_event].In(line);
        }
        else if (!kind.SequenceEqual("page"u8) && !kind.SequenceEqual("screen"u8))
        {
            return false;
        }
        else
        {
            read.Name = kind;
            isPage = true;
        }

        foreach (var place in _accounts)
        {
            read.Account = values[place];
            if (!TryId(line, read.Account, out var account)) return false;
            if (account.IsEmpty) continue;
            // A page's name takes its place among the properties once the account has been read there.
            return !read.Name.IsEmpty
                && (!isPage || TryNamePage(values))
                && TryId(line, values[_id], out read.Id) && !read.Id.IsEmpty
                && TryTimes(line, values[_timestamp], values[_receivedAt], ref read);
        }

        return false;
    }

    /// <summary>A page's own name stands over a property of that name.</summary>
    private bool TryNamePage(Span<FieldValue> values)
    {
        var name = values[_name];
        if (name.IsAbsent) return true;
        if (name.Kind is not (FieldKind.Text or FieldKind.EscapedText)) return false;
        if (name.Length > 0 && _nameProperty >= 0) values[_nameProperty] = name;
        return true;
    }
}
