using FsCheck.Xunit;
using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

public class BulkSummaryTests
{
    [Property(MaxTest = 150)]
    public void Summarise_AnyRows_CountsWhatTheReviewCounts(int seed)
    {
        var rows = new OutcomeCase(seed);
        var summaries = Summarise(rows, rows.WeeksByPlan);
        var results = rows.Review(rows.WeeksByPlan);

        Assert.Equal(results.Select(r => (r.Key, r.Week, r.Accounts, r.Achieved, r.Churned, r.WinBacks)), summaries.Select(s => (s.Key, s.Week, s.Accounts, s.Achieved, s.Churned, s.WinBacks)));
        Assert.Equal(results.Select(r => r.ConvertersOnlyMedian), summaries.Select(s => s.ConvertersOnlyMedian));
        Assert.Equal(Shares(MetricKind.Week2Retention), summaries.Select(s => Of(s.Week2Retention)));
        Assert.Equal(Shares(MetricKind.AssistDependency), summaries.Select(s => Of(s.AssistDependency)));
        Assert.Equal(Shares(MetricKind.Accountability), summaries.Select(s => Of(s.Accountability)));

        IEnumerable<(double?, double?, double?)> Shares(MetricKind kind) => results.Select(r => (r[kind].Value, r[kind].Lower, r[kind].Upper));

        static (double?, double?, double?) Of(Statistics.Proportions.Proportion? share) => (share?.Value, share?.Lower, share?.Upper);
    }

    [Property(MaxTest = 150)]
    public void Summarise_AnyRows_FindsTheQuartilesOfTheSortedTimes(int seed)
    {
        var rows = new OutcomeCase(seed);
        var until = rows.ObservedUntil;
        var sorted = rows.Rows.Where(r => r.SignedUpAt <= until && r.FirstValueAt >= r.SignedUpAt && r.FirstValueAt <= until && !(r.ChurnedAt < r.FirstValueAt))
            .Select(r => (r.FirstValueAt!.Value - r.SignedUpAt).BclCompatibleTicks / 10).Order().ToArray();
        if (Summarise(rows, ReviewGroups.All) is not [var all]) return;

        Assert.Equal(sorted.Length, all.Achieved);
        Assert.Equal(Quantile(0.25), all.ConvertersOnlyLowerQuartile);
        Assert.Equal(Quantile(0.75), all.ConvertersOnlyUpperQuartile);

        Duration? Quantile(double p)
        {
            if (sorted.Length == 0) return null;
            var at = (sorted.Length - 1) * p;
            var (low, high) = (sorted[(int)at], sorted[Math.Min(sorted.Length - 1, (int)at + 1)]);
            return Duration.FromTicks((low + ((high - low) * (at - (int)at))) * 10);
        }
    }

    [Fact]
    public void Summarise_ValueWithinWeek_LeavesYoungAccountsOut()
    {
        var start = Instant.FromUtc(2026, 3, 2, 0, 0);
        AccountOutcome Row(int id, int signedUp, int? value) => new()
        {
            Account = AccountId.Create($"a{id}"),
            SignedUpAt = start + Duration.FromDays(signedUp),
            FirstValueAt = value is { } days ? start + Duration.FromDays(signedUp + days) : null,
        };
        using var workspace = new ReviewWorkspace();
        var summary = new BulkReviewer().Summarise(
            OutcomeColumns.From([Row(1, 0, 7), Row(2, 0, 8), Row(3, 3, null), Row(4, 4, 1)]),
            new BulkReviewRequest { ObservedUntil = start + Duration.FromDays(10) },
            workspace).Summaries[0];

        Assert.Equal((1, 3), (summary.ValueWithinWeek!.Value.Successes, summary.ValueWithinWeek.Value.Trials));
        Assert.Null(summary.Week2Retention);
        Assert.Null(summary.AssistDependency);
    }

    private static ValueList<CohortSummary> Summarise(OutcomeCase rows, ReviewGroups groups)
    {
        using var workspace = new ReviewWorkspace();
        return new BulkReviewer(rows.Policy).Summarise(rows.Columns, rows.Request(groups), workspace).Summaries;
    }
}
