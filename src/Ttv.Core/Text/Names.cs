namespace Ttv.Text;

/// <summary>The one rule for every short text that names something: not empty, not too long, no control characters.</summary>
internal static class Names
{
    public static string? FaultOf(string field, string? value, int maxLength)
    {
        if (string.IsNullOrEmpty(value)) return $"{field} is empty: 1 to {maxLength} characters are allowed.";
        if (value.Length > maxLength) return $"{field} '{Shorten(value)}' has {value.Length} characters: 1 to {maxLength} are allowed.";
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsControl(value[i])) return $"{field} '{Shorten(value)}' holds a control character at position {i}: none is allowed.";
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                return $"{field} '{Shorten(value)}' holds half of a surrogate pair at position {i}: valid UTF-16 is needed.";
            i++;
        }

        return null;
    }

    public static string Require(string field, string? value, int maxLength, string parameter) =>
        FaultOf(field, value, maxLength) is { } fault ? throw new ArgumentException(fault, parameter) : value!;

    /// <summary>A value as an error message may quote it: at most 80 characters, control characters shown as dots.</summary>
    public static string Shorten(string value)
    {
        var end = Math.Min(value.Length, 80);
        var shown = string.Create(end, value, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? '.' : text[i];
        });
        return end < value.Length ? shown + "…" : shown;
    }
}
