namespace Ttv.Risk;

/// <summary>The signals' formulas over plain numbers, for one account and for whole populations alike; null is unknown.</summary>
internal static class RiskFormulas
{
    /// <summary>since / allowance, clamped to [0, 1]; 1 past the target. Both in one unit.</summary>
    public static double? ProgressLatency(bool isPastTarget, double? since, double? allowance) =>
        isPastTarget ? 1 : since is { } elapsed && allowance is { } allowed ? Math.Clamp(elapsed / allowed, 0, 1) : null;

    /// <summary>1 - last / previous, clamped to [0, 1]; 1 when there was no session in the last window.</summary>
    public static double? SessionDrop(int? last, int? previous) => (last, previous) switch
    {
        (0, not null) => 1,
        ({ } now, { } before) => before == 0 ? 0 : Math.Clamp(1 - (now / (double)before), 0, 1),
        _ => null,
    };

    /// <summary>The share of reminders that were ignored; null where none was sent.</summary>
    public static double? IgnoredReminders(int? sent, int? ignored) => sent is > 0 and { } all && ignored is { } some ? some / (double)all : null;

    /// <summary>1 - the reply rate; null where none was asked.</summary>
    public static double? LowReplies(int? asked, int? given) => asked is > 0 and { } all && given is { } some ? 1 - (some / (double)all) : null;

    /// <summary>The mean of session drop, ignored reminders and low replies, weighted 50, 30 and 20 over the known ones.</summary>
    public static double? EngagementDecay(double? sessionDrop, double? ignoredReminders, double? lowReplies)
    {
        var (sum, weight) = (0.0, 0);
        Add(sessionDrop, 50);
        Add(ignoredReminders, 30);
        Add(lowReplies, 20);
        return weight == 0 ? null : sum / weight;

        void Add(double? value, int share)
        {
            if (value is not { } known) return;
            sum += share * known;
            weight += share;
        }
    }

    /// <summary>max(0, chosen - experienced) / 2 on the scale of <see cref="Complexity"/>.</summary>
    public static double? ComplexityMismatch(int? chosen, int? experienced) => chosen is { } flow && experienced is { } experience ? Math.Max(0, flow - experience) / 2.0 : null;

    /// <summary>The mean of potential value and expansion; null unless both are known.</summary>
    public static double? StrategicFit(double? potentialValue, double? expansion) => (potentialValue + expansion) / 2;
}
