namespace Ttv.Ingestion.Lines;

/// <summary>Ends the reading of one line; never leaves this assembly.</summary>
internal sealed class LineException(string reason, string message) : Exception(message)
{
    public string Reason { get; } = reason;

    public static LineException Missing(string field) => new(SetAsideReasons.MissingField, $"{field} is missing.");

    /// <summary>A value as a message may quote it: at most 80 characters, control characters shown as dots.</summary>
    public static string Quote(string value)
    {
        var shown = value.Length > 80 ? value[..80] + "…" : value;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '.' : c))}'";
    }
}
