using NodaTime;
using Ttv.Milestones;

namespace Ttv.Segments;

/// <summary>The playbook's three segments, ready to use.</summary>
/// <remarks>Event names are the snake_case of the milestones' titles, such as <c>data_source_connected</c>.</remarks>
public static class Playbook
{
    /// <summary>founder: the lead generation operator, 72 h to the first qualified lead delivered.</summary>
    public static SegmentDefinition Founder { get; } = Define(
        "founder", "Founder", "lead_generation_operator", "Lead generation operator", 72,
        ["data source connected", "campaign launched", "lead scored"],
        [BlockerType.Integration, BlockerType.Setup, BlockerType.Confidence],
        "first qualified lead delivered", "the delivered lead's record");

    /// <summary>marketer: the content operator, 96 h to the first approved content asset shipped.</summary>
    public static SegmentDefinition Marketer { get; } = Define(
        "marketer", "Marketer", "content_operator", "Content operator", 96,
        ["brief complete", "voice baseline confirmed", "draft generated"],
        [BlockerType.Strategy, BlockerType.Confidence, BlockerType.Setup],
        "first approved content asset shipped", "the published asset");

    /// <summary>operator: the automation operator, 120 h to the first workflow running without manual intervention.</summary>
    public static SegmentDefinition Operator { get; } = Define(
        "operator", "Operator", "automation_operator", "Automation operator", 120,
        ["trigger mapped", "QA pass", "fallback path enabled"],
        [BlockerType.Integration, BlockerType.Confidence, BlockerType.Setup],
        "first workflow running without manual intervention", "the run's log");

    /// <summary>The three together.</summary>
    public static ValueList<SegmentDefinition> All { get; } = [Founder, Marketer, Operator];

    private static SegmentDefinition Define(
        string key, string title, string pathKey, string pathTitle, int deadlineHours,
        ReadOnlySpan<string> support, ReadOnlySpan<BlockerType> hides, string firstValue, string proof)
    {
        var milestones = new Milestone[support.Length];
        for (var i = 0; i < milestones.Length; i++) milestones[i] = Step(support[i]) with { Hides = hides[i] };
        return SegmentDefinition.Create(key, title, MilestonePath.Create(
            pathKey, pathTitle, Duration.FromHours(deadlineHours), [.. milestones], Step(firstValue))) with
        {
            DesiredOutcome = firstValue,
            ProofType = proof,
            Owner = "customer success",
        };
    }

    private static Milestone Step(string title)
    {
        var name = title.ToLowerInvariant().Replace(' ', '_');
        return new Milestone { Key = name, Title = title, CompletedBy = name };
    }
}
