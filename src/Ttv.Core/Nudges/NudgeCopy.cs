using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ttv.Nudges;

/// <summary>
/// Copy by templates over facts: <c>{milestone}</c>, <c>{next}</c>, <c>{first_value}</c>, <c>{distance}</c>, <c>{account}</c>,
/// <c>{outcome}</c>, <c>{score}</c>. A fact is inserted as it is and never read as a template.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class NudgeCopy : INudgeCopy
{
    private readonly FrozenDictionary<string, string> _templates;

    /// <summary>Creates copy.</summary>
    /// <param name="templates">A template by rule key; a rule's reason may have its own under <c>rule.reason</c>, such as
    /// <c>late_milestone.deadline_missed</c>. A rule without one takes the default's, and one of the user's own says
    /// <c>{distance} from {first_value}</c>.</param>
    /// <exception cref="TtvValidationException">A template does not pass the <see cref="NudgeCopyLinter"/>; every fault is listed.</exception>
    public NudgeCopy(IReadOnlyDictionary<string, string> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var faults = new List<string>();
        foreach (var (key, template) in templates)
        {
            foreach (var finding in NudgeCopyLinter.Lint(template)) faults.Add($"template '{Text.Names.Shorten(key)}': {finding.Message}");
        }

        TtvValidationException.ThrowIfAny(nameof(NudgeCopy), faults);
        _templates = templates.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private const string ForAHuman = "{account} is {distance} from “{first_value}” and held up at “{milestone}” (risk {score}).";

    /// <summary>English copy for the four built-in rules.</summary>
    public static NudgeCopy Default { get; } = new(new Dictionary<string, string>
    {
        [NudgeRuleKeys.FounderIntervention] = "{account} is worth your time and at risk ({score}): {distance} from “{first_value}”, held up at “{milestone}”.",
        [$"{NudgeRuleKeys.StalledMilestone}.{NudgeReasons.LastAttempt}"] = ForAHuman,
        [$"{NudgeRuleKeys.StalledMilestone}.{NudgeReasons.PathDeadline}"] = ForAHuman,
        [$"{NudgeRuleKeys.LateMilestone}.{NudgeReasons.LastAttempt}"] = ForAHuman,
        [$"{NudgeRuleKeys.LateMilestone}.{NudgeReasons.PathDeadline}"] = ForAHuman,
        [NudgeRuleKeys.StalledMilestone] = "You started “{milestone}” and are {distance} from “{first_value}”. Here is what usually helps; we can also look at it together on a quick call.",
        [NudgeRuleKeys.LateMilestone] = "You are {distance} from “{first_value}”. Next on your checklist: “{milestone}”.",
        [NudgeRuleKeys.NextWin] = "“{milestone}” is done: you are {distance} from “{first_value}”. Next: “{next}”.",
    });

    /// <inheritdoc/>
    public string Render(NudgeDecision decision, NudgeContext context)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(context);
        var template = TemplateFor(decision);
        var text = new StringBuilder(template.Length + 64);
        for (var i = 0; i < template.Length; i++)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(template[i]);
                continue;
            }

            text.Append(ValueOf(template[(i + 1)..end], decision, context));
            i = end;
        }

        return text.ToString();
    }

    private string TemplateFor(NudgeDecision decision)
    {
        return Find(_templates) ?? Find(Default._templates) ?? "You are {distance} from “{first_value}”.";

        // What moves a nudge up to a human stands last among the reasons, and is told to a human.
        string? Find(FrozenDictionary<string, string> templates)
        {
            for (var i = decision.Reasons.Count - 1; i >= 0; i--)
            {
                if (templates.TryGetValue($"{decision.Rule}.{decision.Reasons[i]}", out var own)) return own;
            }

            return templates.GetValueOrDefault(decision.Rule);
        }
    }

    private static string ValueOf(string name, NudgeDecision decision, NudgeContext context)
    {
        var journey = context.Journey;
        return name switch
        {
            "account" => journey.Account.Value,
            "milestone" => journey.Steps.FirstOrDefault(s => s.Milestone.Key == decision.Milestone)?.Milestone.Title ?? journey.Path!.FirstValue.Title,
            "next" => journey.CurrentStep?.Milestone.Title ?? journey.Path!.FirstValue.Title,
            "first_value" => journey.Path!.FirstValue.Title,
            "outcome" => journey.DesiredOutcome ?? journey.Path!.FirstValue.Title,
            "distance" => Distance(journey.Steps.AsEnumerable().Count(s => !s.IsComplete && !s.Milestone.IsOptional)),
            "score" => context.Assessment.Score?.ToString() ?? "no score",
            _ => throw new InvalidOperationException($"The template of {decision.Rule} names {{{name}}}, which the linter lets nobody use."),
        };
    }

    private static string Distance(int steps) => steps switch
    {
        1 => "one step",
        2 => "two steps",
        3 => "three steps",
        4 => "four steps",
        _ => string.Create(CultureInfo.InvariantCulture, $"{steps} steps"),
    };
}
