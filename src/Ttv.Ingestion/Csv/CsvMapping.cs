using NodaTime;

namespace Ttv.Ingestion;

/// <summary>Which column of delimited text holds what.</summary>
/// <remarks>Plain data; <see cref="EventImport"/> reads by it. Immutable.</remarks>
public sealed record CsvMapping
{
    /// <summary>The account's column; needed.</summary>
    public required string Account { get; init; }

    /// <summary>The column of the event's name, or null where every row is the same <see cref="ConstantEvent"/>.</summary>
    public string? Event { get; init; }

    /// <summary>The name of every row's event, where there is no column for it.</summary>
    public string? ConstantEvent { get; init; }

    /// <summary>The column of the time of occurrence; needed.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The time's pattern, in NodaTime's pattern text such as <c>uuuu-MM-dd HH:mm:ss</c> or <c>uuuuMMdd</c>; or
    /// <c>iso</c> (default), <c>unix_seconds</c>, <c>unix_milliseconds</c>. A date alone is the start of that day.</summary>
    public string TimePattern { get; init; } = "iso";

    /// <summary>The column of the event's id, or null (default): ids are derived from the content.</summary>
    public string? Id { get; init; }

    /// <summary>The column of the time of recording in the same pattern, or null (default). An empty field is not given.</summary>
    public string? RecordedAt { get; init; }

    /// <summary>The columns that become properties; null (default) takes all that have no other use. Empty fields are absent;
    /// whole and decimal numbers are numbers, <c>true</c> and <c>false</c> truth values, all else text.</summary>
    public ValueList<string>? Properties { get; init; }

    /// <summary>The character between fields, a comma by default; null: runs of white space.</summary>
    public char? Delimiter { get; init; } = ',';

    /// <summary>Whether the first line names the columns; true by default.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The columns in order, where there is no header.</summary>
    public ValueList<string> Columns { get; init; }

    /// <summary>The zone of times without one; null (default) takes the import's.</summary>
    public DateTimeZone? Zone { get; init; }
}
