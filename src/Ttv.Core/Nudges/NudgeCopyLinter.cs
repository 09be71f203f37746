using System.Text.RegularExpressions;

namespace Ttv.Nudges;

/// <summary>Refuses copy that speaks of the calendar and not of what the customer did.</summary>
/// <remarks>Thread-safe.</remarks>
public static partial class NudgeCopyLinter
{
    private static readonly string[] Behaviour = ["milestone", "next", "first_value", "distance", "outcome"];
    private static readonly string[] Known = [.. Behaviour, "account", "score"];

    /// <summary>Judges a template; nothing found means that it may be used.</summary>
    public static ValueList<NudgeCopyFinding> Lint(string template)
    {
        if (string.IsNullOrWhiteSpace(template)) return [new NudgeCopyFinding("empty", "is empty: a text over facts is needed.")];
        var findings = new List<NudgeCopyFinding>();
        var names = Placeholder().Matches(template).Select(m => m.Groups["name"].Value).ToArray();
        foreach (var unknown in names.Where(n => !Known.Contains(n)).Distinct())
            findings.Add(new NudgeCopyFinding("unknown_placeholder", $"names {{{Text.Names.Shorten(unknown)}}}: {string.Join(", ", Known.Select(k => $"{{{k}}}"))} are allowed."));
        if (!names.Any(n => Behaviour.Contains(n)))
        {
            findings.Add(Calendar().IsMatch(template)
                ? new NudgeCopyFinding("calendar_only", $"'{Text.Names.Shorten(template)}' speaks of the calendar alone: say what was done or what is left, with {{milestone}}, {{next}} or {{distance}}.")
                : new NudgeCopyFinding("no_behaviour", $"'{Text.Names.Shorten(template)}' says neither what was done nor what is left: use {string.Join(", ", Behaviour.Select(k => $"{{{k}}}"))}."));
        }

        return [.. findings];
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(day|week|month)s?\s*\d+|\d+\s*(day|week|month|hour)s?|\breminder\b|\bchecking in\b|\bsince you signed up\b|\bweekly\b|\bdaily\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Calendar();
}
