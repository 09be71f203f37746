namespace Ttv.Nudges;

/// <summary>A behaviour to react to. The four built-in rules are <see cref="NudgeRules"/>; more may be added after them.</summary>
/// <remarks>Must be pure and thread-safe. Caps, quiet hours, cool-down, attempts and holdout are not its business.</remarks>
public interface INudgeRule
{
    /// <summary>The rule's stable key, 1 to 64 characters.</summary>
    string Key { get; }

    /// <summary>How its nudge reaches somebody.</summary>
    NudgeChannel Channel { get; }

    /// <summary>Says whether the behaviour shows.</summary>
    NudgeTrigger Evaluate(NudgeContext context);
}
