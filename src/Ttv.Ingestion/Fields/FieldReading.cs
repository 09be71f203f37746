using System.Runtime.CompilerServices;
using NodaTime;

namespace Ttv.Ingestion.Fields;

/// <summary>
/// Finds a product event in the fields of a line, for one format and one choice of properties. It answers false for
/// anything else - other kinds of line, facts, faults, rare forms - which the reading of objects then judges.
/// </summary>
internal abstract class FieldReading(DateTimeZone zone)
{
    public FieldPlan Plan { get; } = new();

    /// <summary>Where each property asked for may stand; the first that is there counts.</summary>
    public (int First, int Second)[] Properties { get; protected init; } = [];

    /// <summary>Null for formats that have no reading of their own here.</summary>
    public static FieldReading? Of(EventFormat format, string? accountField, DateTimeZone zone, ValueList<string> properties) => format switch
    {
        EventFormat.Segment => new SegmentReading(accountField, zone, properties),
        _ => null,
    };

    public abstract bool TryRead(ReadOnlySpan<byte> line, Span<FieldValue> values, out FieldEvent read);

    /// <summary>An id's bytes, empty where there is none; false where it is written in a way not read here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static bool TryId(ReadOnlySpan<byte> line, in FieldValue value, out ReadOnlySpan<byte> id)
    {
        id = value.Kind is FieldKind.Text or FieldKind.Number ? value.In(line) : [];
        return value.IsAbsent || value.Kind is FieldKind.Text or FieldKind.Number;
    }

    /// <summary>The times of a line; recorded when it occurred where the second is not told.</summary>
    protected bool TryTimes(ReadOnlySpan<byte> line, in FieldValue occurred, in FieldValue recorded, ref FieldEvent read)
    {
        if (occurred.Kind != FieldKind.Text || !Utf8Times.TryParse(occurred.In(line), zone, out read.OccurredAt)) return false;
        read.IsRecordedAtAssumed = recorded.IsAbsent || recorded is { Kind: FieldKind.Text, Length: 0 };
        if (read.IsRecordedAtAssumed) read.RecordedAt = read.OccurredAt;
        else if (recorded.Kind != FieldKind.Text || !Utf8Times.TryParse(recorded.In(line), zone, out read.RecordedAt)) return false;
        return true;
    }
}
