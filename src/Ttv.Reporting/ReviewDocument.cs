using System.Globalization;
using NodaTime.Text;
using Ttv.Cohorts;

namespace Ttv.Reporting;

/// <summary>A review as headings, paragraphs, tables and plots: what terminal text, Markdown and HTML all say.</summary>
internal sealed record ReviewDocument(string Title, IReadOnlyList<ReviewSection> Sections)
{
    public static ReviewDocument Of(CohortReview review, string? title, ReviewPolicy policy)
    {
        var sections = new List<ReviewSection> { Glance(review, policy) };
        if (review.Findings.Count > 0) sections.Add(Findings(review));
        if (review.Segments.Count > 1) sections.Add(new ReviewSection("By segment", [Results(review.Segments), .. DescribeTest(review)], "curve"));
        else if (review.Overall is not null) sections.Add(new ReviewSection("The way to first value", [], "curve"));
        if (review.Cohorts.Count > 0) sections.Add(Cohorts(review));
        if (review.Funnel.Count > 0) sections.Add(Funnel(review));
        if (review.Blockers.Count > 0) sections.Add(Blockers(review));
        if (review.Risk is { } risk) sections.Add(Risk(review, risk));
        if (review.Layers.Count > 0) sections.Add(Layers(review));
        if (review.Lagging.Count > 0) sections.Add(Lagging(review));
        return new ReviewDocument("Time-to-value review" + (title is null ? "" : ": " + title), sections);
    }

    private static string[] DescribeTest(CohortReview review) => review.SegmentTest is not { } test ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"Segments {(test.P < 0.05 ? "differ" : "do not show a difference")}: log-rank test, chi-squared {test.ChiSquared:0.0} on {test.DegreesOfFreedom} degrees of freedom, p = {test.P:0.000}."),
    ];

    private static ReviewSection Glance(CohortReview review, ReviewPolicy policy)
    {
        var blocks = new List<object>
        {
            string.Create(CultureInfo.InvariantCulture, $"As of {InstantPattern.ExtendedIso.Format(review.AsOf)}, observed until {InstantPattern.ExtendedIso.Format(review.ObservedUntil)}; weeks of {(review.WeekOrigin is { } origin ? LocalDatePattern.Iso.Format(origin) : "ISO")} in {review.Zone}{(review.Definitions is { } hash ? $"; definitions {hash[..12]}" : "")}."),
        };
        if (review.Overall is not { } overall)
        {
            blocks.Add("No account has signed up.");
            return new ReviewSection("At a glance", blocks, null);
        }

        blocks.Add($"{Figures.Count(overall.Accounts)} accounts: {Figures.Count(overall.Achieved)} at first value, {Figures.Count(overall.Churned)} cancelled before it, {Figures.Count(overall.Open)} still waiting{(overall.WinBacks > 0 ? $"; {Figures.Count(overall.WinBacks)} won back" : "")}.");
        blocks.Add(new ReviewTable(
            ["metric", "value", "95 % interval", "target", "status", "change"],
            [.. overall.Metrics.AsEnumerable().Select(m => (IReadOnlyList<ReviewCell>)
            [
                Figures.Name(m.Kind), Figures.Value(m), Figures.Interval(m), Figures.Goal(policy.GoalOf(m.Kind), m.Kind), ReviewCell.Of(m.Status), Figures.Change(m),
            ])]));
        if (review.PreviousAsOf is { } previous) blocks.Add($"Changes are against the review as of {InstantPattern.ExtendedIso.Format(previous)}.");
        if (overall.ConvertersOnlyMedian is { } naive)
            blocks.Add($"The naive median, of those who got there alone, would be {Figures.Hours(naive)} ({Figures.Time(naive)}): it leaves out the {Figures.Count(overall.Open)} accounts still waiting.");
        return new ReviewSection("At a glance", blocks, null);
    }

    private static ReviewSection Findings(CohortReview review) => new(
        "What to look into",
        [new ReviewTable(["about", "code", "what was found"], [.. review.Findings.AsEnumerable().Select(f => (IReadOnlyList<ReviewCell>)[f.Subject, f.Code, f.Message])])],
        null);

    private static ReviewSection Cohorts(CohortReview review)
    {
        var blocks = new List<object> { Results(review.Cohorts) };
        var trend = review.Trend;
        if (trend.SlopeHoursPerWeek is { } slope)
        {
            blocks.Add(string.Create(CultureInfo.InvariantCulture,
                $"Trend: {slope:+0.00;-0.00;0.00} h a week ({trend.LowerHoursPerWeek:+0.00;-0.00;0.00} to {trend.UpperHoursPerWeek:+0.00;-0.00;0.00}) of the mean time without first value in the first 7 days, over {trend.Points.Count} weekly cohorts{(trend.Test is { } test ? $"; test for trend over all accounts: p = {test.P:0.000}, {(test.P >= 0.05 ? "no trend shown" : test.Z > 0 ? "later cohorts are faster" : "later cohorts are slower")}" : "")}."));
        }

        return new ReviewSection("Weekly cohorts", blocks, "trend");
    }

    private static ReviewTable Results(ValueList<CohortResult> results) => new(
        ["cohort", "accounts", "at first value", "median TTV", "within 7 days", "week-2 retention", "assisted", "accountable"],
        [.. results.AsEnumerable().Select(r => (IReadOnlyList<ReviewCell>)
        [
            r.Key, Figures.Count(r.Accounts), Figures.Count(r.Achieved),
            .. r.Metrics.AsEnumerable().Select(m => new ReviewCell(m.Value is null && m.Kind != MetricKind.MedianTtv ? Figures.Nothing : Figures.Value(m), m.Status)),
        ])]);

    private static ReviewSection Funnel(CohortReview review) => new(
        "Milestone funnel",
        [
            new ReviewTable(
                ["segment", "step", "reached", "from previous", "median wait", "waiting", "skipped", "reordered"],
                [.. review.Funnel.AsEnumerable().Select(s => (IReadOnlyList<ReviewCell>)
                [
                    s.Segment.Value, $"{s.Position}. {s.Title}", Figures.Share(s.Reached), Figures.Percent(s.FromPrevious?.Value),
                    s.MedianWait is { } wait ? Figures.Time(wait) : "not reached", Figures.Count(s.Waiting), Figures.Count(s.Skipped), Figures.Count(s.Reordered),
                ])]),
        ],
        "funnel");

    private static ReviewSection Blockers(CohortReview review) => new(
        "Blockers by the loss they explain",
        [
            new ReviewTable(
                ["obstacle", "kind", "accounts", "went on within 7 days", "without it", "steps lost"],
                [.. review.Blockers.AsEnumerable().Select(b => (IReadOnlyList<ReviewCell>)
                [
                    b.Source ?? "reported", WireName.Of(b.Blocker), Figures.Count(b.Accounts), Figures.Percent(b.With?.Value), Figures.Percent(b.Without), Figures.Number(b.Lost, "0.0"),
                ])]),
            "Losses are an association: the same steps with and without the obstacle, not a proof of cause.",
        ],
        null);

    private static ReviewSection Risk(CohortReview review, RiskDistribution risk)
    {
        var blocks = new List<object>
        {
            $"Open accounts by risk: {Figures.Count(risk.High)} high, {Figures.Count(risk.Elevated)} elevated, {Figures.Count(risk.Low)} low ({Figures.Count(risk.Provisional)} provisional: less than 60 % of the weight is known); {Figures.Count(risk.Unscored)} without a score. Model {risk.ModelVersion}.",
        };
        var recovery = review.Recovery;
        blocks.Add(recovery.Escalated == 0
            ? "No account has been escalated to a human."
            : $"Recovery: of {Figures.Count(recovery.Escalated)} escalated accounts {Figures.Percent(recovery.Value)} ({Figures.Percent(recovery.Lower)} to {Figures.Percent(recovery.Upper)}) reached first value within 7 days, {Figures.Percent(recovery.Predicted)} were predicted to; median time to human contact {Figures.Time(recovery.MedianTimeToContact)}; {Figures.Count(recovery.AwaitingApprover)} await an approver.");
        return new ReviewSection("Risk and assistance", blocks, "risk");
    }

    private static ReviewSection Layers(CohortReview review) => new(
        "The five layers",
        [
            new ReviewTable(
                ["layer", "figure", "value", "of"],
                [.. review.Layers.AsEnumerable().Select(k => (IReadOnlyList<ReviewCell>)
                [
                    WireName.Of(k.Layer).Replace('_', ' '), k.Name.Replace('_', ' '),
                    k.Name switch
                    {
                        "definition_quality" => Figures.Number(k.Value, "0.0") + " of 100",
                        "median_ttv" => k.Value is null ? "not reached" : Figures.Time(k.Value),
                        "ttv_trend_slope" => Figures.Number(k.Value, "+0.00;-0.00;0.00") + " h a week",
                        _ => Figures.Percent(k.Value),
                    },
                    Figures.Count(k.Of),
                ])]),
        ],
        null);

    private static ReviewSection Lagging(CohortReview review) => new(
        "Lagging cohorts",
        [
            "A lagging cohort is re-scored only once it has a named owner, linked proof of the intervention and an escalation approver.",
            new ReviewTable(
                ["cohort", "in warning", "owner", "proof", "approver", "missing"],
                [.. review.Lagging.AsEnumerable().Select(l => (IReadOnlyList<ReviewCell>)
                [
                    l.Cohort, string.Join(", ", review.Find(l.Cohort)!.Metrics.Where(m => m.Status == MetricStatus.Warning).Select(m => WireName.Of(m.Kind))), l.Owner ?? Figures.Nothing, l.Proof ?? Figures.Nothing, l.Approver ?? Figures.Nothing,
                    l.Missing.Count == 0 ? "nothing" : string.Join(", ", l.Missing.AsEnumerable()),
                ])]),
        ],
        null);
}
