using NodaTime;

namespace Ttv.Ingestion;

/// <summary>How a log is read.</summary>
public sealed class EventImportOptions
{
    /// <summary>Buffers grow by doubling up to a line's length, which an array must still hold.</summary>
    internal const int LongestLine = 1 << 28;

    /// <summary>The columns of delimited text; needed for <see cref="EventFormat.Csv"/> and used only there.</summary>
    public CsvMapping? Csv { get; set; }

    /// <summary>For the JSON formats: the field that holds the account's id, as a dotted path such as <c>properties.company_id</c>.
    /// Null (default) takes the format's own.</summary>
    public string? AccountField { get; set; }

    /// <summary>The zone of times given without one; UTC by default. A time in a clock's gap is moved forward, one given twice is the first.</summary>
    public DateTimeZone Zone { get; set; } = DateTimeZone.Utc;

    /// <summary>The longest line allowed, in bytes; 1 MiB by default, from 1 KiB to 256 MiB.</summary>
    public int MaxLineBytes { get; set; } = 1 << 20;

    /// <summary>Told every 64 KiB or so of input, or every block of a log read into a sink, how far the import has come, and once at the end;
    /// null (default): nobody.</summary>
    public IProgress<ImportProgress>? Progress { get; set; }
}
