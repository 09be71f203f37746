using System.Text;
using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Text;

namespace Ttv.Segments;

/// <summary>Judges first-value definitions by what can be seen without history.</summary>
/// <remarks>Thread-safe.</remarks>
public static class DefinitionLinter
{
    private static readonly Duration FarthestDeadline = Duration.FromDays(90);

    private static readonly HashSet<string> PresenceWords = new(StringComparer.Ordinal)
    {
        "login", "logins", "signin", "view", "views", "viewed", "viewing", "open", "opened", "visit", "visits", "visited", "seen", "browsed", "landed",
    };

    /// <summary>Judges every definition of a catalog, in its order. Versions of one segment may share their first-value event; two segments may not.</summary>
    public static ValueList<DefinitionQuality> Lint(SegmentCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Definitions.Select(d => Lint(d, catalog)).ToValueList();
    }

    private static DefinitionQuality Lint(SegmentDefinition definition, SegmentCatalog catalog)
    {
        var findings = new List<DefinitionFinding>();
        var firstValue = definition.DefaultPath.FirstValue;
        void Add(string code, int penalty, string message) => findings.Add(new DefinitionFinding(code, message, penalty));

        var presence = PresenceIn(firstValue.CompletedBy.EventName) ?? PresenceIn(firstValue.Title);
        if (presence is not null)
            Add(DefinitionFindings.PresenceVerb, 40, $"First value is '{firstValue.CompletedBy.EventName}' ({firstValue.Title}): '{presence}' says that somebody was there. Name the event that shows a result.");
        if (string.IsNullOrWhiteSpace(definition.DesiredOutcome))
            Add(DefinitionFindings.NoMeasurableOutcome, 20, "DesiredOutcome is empty: say what the customer has won once the event occurs.");
        if (string.IsNullOrWhiteSpace(definition.ProofType))
            Add(DefinitionFindings.NoProofType, 15, "ProofType is empty: say what counts as evidence of the first value.");
        if (string.IsNullOrWhiteSpace(definition.Owner))
            Add(DefinitionFindings.NoOwner, 10, "Owner is empty: say who answers for this definition.");
        if (definition.DefaultPath.Deadline > FarthestDeadline)
            Add(DefinitionFindings.NoDeadline, 15, $"The deadline is {definition.DefaultPath.Deadline.TotalDays:0} days: at most {FarthestDeadline.TotalDays:0} steer anybody.");
        foreach (var step in definition.Paths.SelectMany(p => p.Steps).DistinctBy(s => (s.Key, s.CompletedBy)))
        {
            if (ContradictionIn(step.CompletedBy) is { } contradiction)
                Add(DefinitionFindings.ImpossibleMilestone, 25, $"Milestone '{step.Key}' cannot be completed: {contradiction}.");
        }

        foreach (var other in catalog.Definitions.Where(d => d.Key != definition.Key && d.DefaultPath.FirstValue.CompletedBy == firstValue.CompletedBy).DistinctBy(d => d.Key))
            Add(DefinitionFindings.SharedFirstValueEvent, 15, $"Segment '{other.Key}' ends in the same event '{firstValue.CompletedBy.EventName}': one first value for both hides what each kind of customer came for.");

        return new DefinitionQuality(definition.Key, definition.Version, Math.Max(0, 100 - findings.Sum(f => f.Penalty)), [.. findings]);
    }

    private static string? PresenceIn(string text)
    {
        var words = WordsOf(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (PresenceWords.Contains(words[i])) return words[i];
            if (i + 1 < words.Count && words[i] is "logged" or "log" or "signed" or "sign" && words[i + 1] == "in") return $"{words[i]} in";
        }

        return null;
    }

    /// <summary>The lower-case words of a name in snake_case, camelCase, kebab-case or plain text.</summary>
    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || !char.IsLetterOrDigit(text[i]) || (char.IsUpper(text[i]) && i > 0 && char.IsLower(text[i - 1]));
            if (ends && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (i < text.Length && char.IsLetterOrDigit(text[i])) word.Append(char.ToLowerInvariant(text[i]));
        }

        return words;
    }

    private static string? ContradictionIn(EventPattern pattern)
    {
        foreach (var byProperty in pattern.Conditions.GroupBy(c => c.Property, StringComparer.Ordinal))
        {
            var conditions = byProperty.ToArray();
            var named = $"the conditions on '{Names.Shorten(byProperty.Key)}' contradict each other";
            if (conditions.Any(c => c.Operator == PropertyOperator.Absent) && conditions.Any(c => c.Operator is not (PropertyOperator.Absent or PropertyOperator.NotEquals))) return named;

            var wanted = conditions.Where(c => c.Operator == PropertyOperator.Equals).Select(c => c.Value!.Value).Distinct().ToArray();
            if (wanted.Length > 1) return named;
            if (wanted.Length == 1 && !Fulfils(wanted[0], conditions)) return named;
            if (wanted.Length == 0 && IsEmptyRange(conditions)) return named;
        }

        return null;
    }

    private static bool Fulfils(PropertyValue value, PropertyCondition[] conditions)
    {
        var properties = EventProperties.Of((conditions[0].Property, value));
        return Array.TrueForAll(conditions, c => c.Matches(properties));
    }

    private static bool IsEmptyRange(PropertyCondition[] conditions)
    {
        var (low, lowOpen) = (double.NegativeInfinity, false);
        var (high, highOpen) = (double.PositiveInfinity, false);
        foreach (var condition in conditions)
        {
            var bound = condition.Value?.Number ?? 0;
            switch (condition.Operator)
            {
                case PropertyOperator.Greater when bound >= low:
                    (low, lowOpen) = (bound, true);
                    break;
                case PropertyOperator.GreaterOrEqual when bound > low:
                    (low, lowOpen) = (bound, false);
                    break;
                case PropertyOperator.Less when bound <= high:
                    (high, highOpen) = (bound, true);
                    break;
                case PropertyOperator.LessOrEqual when bound < high:
                    (high, highOpen) = (bound, false);
                    break;
                default:
                    break;
            }
        }

        return low > high || (low == high && (lowOpen || highOpen));
    }
}
