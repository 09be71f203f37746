using System.Globalization;
using Ttv.Analytics.Rules;

namespace Ttv.Benchmarks.Columns;

/// <summary>Twenty rules, the playbook's four among them, of 42 conditions; each can be said to the columns, to SQL and to RulesEngine.</summary>
internal static class TwentyRules
{
    private static readonly (string Column, string Field)[] Fields =
        [("band", "Band"), ("high_value", "HighValue"), ("started", "Started"), ("sessions", "Sessions"), ("score", "Score"), ("due_in", "DueIn"), ("stalled_in", "StalledIn")];

    private static readonly string[] Texts =
    [
        "band = 2 and high_value = 1",
        "stalled_in <= 0",
        "due_in <= 0 or started = 0 and due_in <= 86400",
        "started = 1 and sessions >= 20",
        "sessions = 0 and due_in <= 0",
        "sessions = 0 and score >= 7000",
        "score >= 9000",
        "score >= 7000 and high_value = 1",
        "score >= 4000 and score < 7000 and high_value = 1",
        "band = 1 and started = 0",
        "band = 0 and sessions > 30",
        "due_in > 0 and due_in <= 3600",
        "due_in > 3600 and due_in <= 86400 and started = 0",
        "due_in <= -86400 and high_value = 1",
        "stalled_in <= -43200 and sessions < 5",
        "stalled_in <= 0 and score >= 5000 and band <> 0",
        "started = 1 and due_in <= 0 and sessions < 3",
        "started = 0 and sessions >= 10",
        "score < 1000 and started = 1",
        "band = 2 and sessions <= 1 and due_in <= 172800 and score >= 8000",
    ];

    public static RulePlan Plan { get; } = RulePlan.Create(Texts.Select((text, i) => ToRule($"rule_{i}", text)));

    /// <summary>The rules on their columns.</summary>
    public static BoundRulePlan Bind(RuleData d) => Plan.Bind(
        d.Band.Length,
        RuleColumn.Of("band", d.Band), RuleColumn.Of("high_value", d.HighValue), RuleColumn.Of("started", d.Started), RuleColumn.Of("sessions", d.Sessions),
        RuleColumn.Of("score", d.Score), RuleColumn.Of("due_in", d.DueIn), RuleColumn.Of("stalled_in", d.StalledIn));

    /// <summary>The masks as SQL.</summary>
    public static string Sql { get; } = string.Join(" | ", Texts.Select((text, i) => string.Create(CultureInfo.InvariantCulture, $"(({text})::BIGINT << {i})")));

    /// <summary>The rules as C# over a <see cref="RuleRow"/>.</summary>
    public static IEnumerable<string> Expressions => Texts.Select(text =>
        Fields.Aggregate(text, (t, f) => t.Replace(f.Column, $"a.{f.Field}", StringComparison.Ordinal))
            .Replace(" = ", " == ", StringComparison.Ordinal).Replace("<>", "!=", StringComparison.Ordinal)
            .Replace(" and ", " && ", StringComparison.Ordinal).Replace(" or ", " || ", StringComparison.Ordinal));

    private static ColumnRule ToRule(string key, string text)
    {
        var alternatives = text.Split(" or ").Select(a => a.Split(" and ").Select(ToCondition).ToArray()).ToArray();
        return alternatives.Skip(1).Aggregate(ColumnRule.When(key, alternatives[0]), (rule, other) => rule.Or(other));
    }

    private static RuleCondition ToCondition(string text)
    {
        var parts = text.Split(' ');
        var comparison = parts[1] switch
        {
            "<" => RuleOperator.Less,
            "<=" => RuleOperator.LessOrEqual,
            "=" => RuleOperator.Equal,
            "<>" => RuleOperator.NotEqual,
            ">=" => RuleOperator.GreaterOrEqual,
            _ => RuleOperator.Greater,
        };
        return new RuleCondition(parts[0], comparison, long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
