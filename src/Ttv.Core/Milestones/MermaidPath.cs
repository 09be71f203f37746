using System.Globalization;
using System.Text;
using NodaTime;

namespace Ttv.Milestones;

/// <summary>Draws a path as Mermaid flowchart text.</summary>
/// <remarks>Thread-safe. Titles are escaped: nothing in them becomes Mermaid syntax or markup.</remarks>
public static class MermaidPath
{
    /// <summary>The path as a left-to-right flowchart: sign-up, the milestones with their due times, the first value.</summary>
    public static string ToMermaid(this MilestonePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var text = new StringBuilder("flowchart LR\n    signup([\"sign-up\"])\n");
        for (var i = 0; i < path.Steps.Count; i++)
        {
            var step = path.Steps[i];
            var (open, close) = i == path.SupportCount ? ("([\"", "\"])") : step.IsOptional ? ("(\"", "\")") : ("[\"", "\"]");
            text.Append(CultureInfo.InvariantCulture, $"    m{i}{open}{Escape(step.Title)}<br/>due {Describe(path.DueOffsets[i])}{(step.IsOptional ? ", optional" : "")}{close}\n");
        }

        if (path.IsOrdered)
        {
            var from = "signup";
            for (var i = 0; i < path.Steps.Count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {from} {(path.Steps[i].IsOptional ? "-.->" : "-->")} m{i}\n");
                from = $"m{i}";
            }
        }
        else
        {
            for (var i = 0; i < path.SupportCount; i++)
            {
                var arrow = path.Steps[i].IsOptional ? "-.->" : "-->";
                text.Append(CultureInfo.InvariantCulture, $"    signup {arrow} m{i} {arrow} m{path.SupportCount}\n");
            }

            if (path.SupportCount == 0) text.Append("    signup --> m0\n");
        }

        return text.ToString();
    }

    private static string Describe(Duration due) =>
        due.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{due.TotalMinutes:0.##} min")
            : string.Create(CultureInfo.InvariantCulture, $"{due.TotalHours:0.##} h");

    private static string Escape(string title)
    {
        var text = new StringBuilder(title.Length);
        foreach (var c in title)
        {
            // Mermaid reads #code; as a character; everything but letters, digits and harmless punctuation goes that way.
            if (char.IsLetterOrDigit(c) || c is ' ' or '-' or ',' or '.' or '_' || char.IsSurrogate(c)) text.Append(c);
            else text.Append('#').Append((int)c).Append(';');
        }

        return text.ToString();
    }
}
