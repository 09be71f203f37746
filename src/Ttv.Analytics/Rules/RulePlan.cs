namespace Ttv.Analytics.Rules;

/// <summary>Up to 64 rules over named columns; rule i is bit i of an account's mask.</summary>
/// <remarks>Immutable and thread-safe. <see cref="Bind"/> it to columns once, then evaluate as often as they are filled.</remarks>
public sealed class RulePlan
{
    /// <summary>The most rules of a plan: 64.</summary>
    public const int MaxRules = 64;

    private RulePlan(ValueList<ColumnRule> rules) => Rules = rules;

    /// <summary>The rules, in order of their bits.</summary>
    public ValueList<ColumnRule> Rules { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="rules">The rules, in order of their bits.</param>
    /// <exception cref="ArgumentException">A rule or a condition is null.</exception>
    /// <exception cref="TtvValidationException">There are more than 64 rules, two share a key, or a condition's column or operator is none; every fault is listed.</exception>
    public static RulePlan Create(params IEnumerable<ColumnRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var list = rules.ToValueList();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null) throw new ArgumentException($"rules[{i}] is null: a rule is needed.", nameof(rules));
            if (list[i].Alternatives.Any(a => a.Any(c => c is null))) throw new ArgumentException($"rule '{list[i].Key}' has a condition that is null: conditions are needed.", nameof(rules));
        }

        var faults = new List<string>();
        if (list.Count > MaxRules) faults.Add($"{list.Count} rules were given: up to {MaxRules} are allowed.");
        foreach (var twice in list.GroupBy(r => r.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"rule '{twice.Key}' stands {twice.Count()} times: each key may stand once.");
        foreach (var rule in list)
        {
            foreach (var condition in rule.Alternatives.SelectMany(a => a.AsEnumerable()))
            {
                if (Text.Names.FaultOf($"column of rule '{rule.Key}'", condition.Column, 64) is { } fault) faults.Add(fault);
                if (!Enum.IsDefined(condition.Operator)) faults.Add($"operator of rule '{rule.Key}' is {condition.Operator}: {string.Join(", ", Enum.GetNames<RuleOperator>())} are allowed.");
            }
        }

        TtvValidationException.ThrowIfAny(nameof(RulePlan), faults);
        return new RulePlan(list);
    }

    /// <summary>The bit of a rule, or null: the plan has no such rule.</summary>
    /// <param name="key">The rule's key.</param>
    public int? BitOf(string key)
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            if (string.Equals(Rules[i].Key, key, StringComparison.Ordinal)) return i;
        }

        return null;
    }

    /// <summary>Finds the columns that the conditions name.</summary>
    /// <param name="rowCount">The number of rows, 0 or more.</param>
    /// <param name="columns">The columns, each with that many rows; those that no condition names are ignored.</param>
    /// <exception cref="ArgumentException">A column is null.</exception>
    /// <exception cref="TtvValidationException">A column is missing, stands twice or has another number of rows; every fault is listed.</exception>
    public BoundRulePlan Bind(int rowCount, params IEnumerable<RuleColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentNullException.ThrowIfNull(columns);
        var faults = new List<string>();
        var byName = new Dictionary<string, RuleColumn>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (column is null) throw new ArgumentException("columns holds null: columns are needed.", nameof(columns));
            if (!byName.TryAdd(column.Name, column)) faults.Add($"column '{column.Name}' stands twice: once is allowed.");
            if (column.Count != rowCount) faults.Add($"column '{column.Name}' has {column.Count} rows: {rowCount} are needed.");
        }

        foreach (var missing in Rules.SelectMany(r => r.Alternatives.AsEnumerable()).SelectMany(a => a.AsEnumerable()).Select(c => c.Column).Distinct(StringComparer.Ordinal).Where(c => !byName.ContainsKey(c)))
            faults.Add($"column '{missing}' is missing: {(byName.Count == 0 ? "no columns" : string.Join(", ", byName.Keys.Order(StringComparer.Ordinal)))} were given.");
        TtvValidationException.ThrowIfAny(nameof(RulePlan), faults);
        return new BoundRulePlan(this, rowCount, byName);
    }
}
