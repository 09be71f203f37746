using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Segments;
using Ttv.Support;
using static Ttv.Support.Logs;

namespace Ttv.Cohorts;

public class CohortReviewerTests
{
    private static readonly CohortReviewer Reviewer = new();

    /// <summary>One row a TTV in days; null is still waiting. All sign up at T0, a Monday.</summary>
    private static IEnumerable<AccountOutcome> Rows(params double?[] days) => days.Select((d, i) => new AccountOutcome
    {
        Account = AccountId.Create($"a{i:000}"),
        SignedUpAt = T0,
        FirstValueAt = d is { } value ? T0 + Duration.FromDays(value) : null,
    });

    private static CohortMetric Metric(MetricKind kind, double asOfDays, IEnumerable<AccountOutcome> rows) =>
        Reviewer.Review(rows, T0 + Duration.FromDays(asOfDays)).Overall![kind];

    private static double?[] Repeat(double? value, int count) => [.. Enumerable.Repeat(value, count)];

    [Fact]
    public void Review_AccountsStillWaiting_CountInTheMedian()
    {
        var review = Reviewer.Review(Rows([1, 2, 3, null, null]), T0 + Duration.FromDays(10));

        Assert.Equal(3 * 86_400, review.Overall![MetricKind.MedianTtv].Value);
        Assert.Equal(Duration.FromDays(2), review.Overall.ConvertersOnlyMedian);
        Assert.Equal((5, 3, 2), (review.Overall.Accounts, review.Overall.Achieved, review.Overall.Open));
    }

    [Fact]
    public void Review_HalfNeverThere_MedianIsNotReached()
    {
        var metric = Metric(MetricKind.MedianTtv, 100, Rows([.. Repeat(1, 10), .. Repeat(null, 30)]));

        Assert.Null(metric.Value);
        Assert.Equal(MetricStatus.Warning, metric.Status);
    }

    [Fact]
    public void Review_Cancellations_CompeteWithFirstValue()
    {
        // Half cancel on day 1, half reach value on day 2: exactly half of all sign-ups ever get there.
        var rows = Rows(Repeat(null, 10)).Select((r, i) => i < 5 ? r with { ChurnedAt = T0 + Duration.FromDays(1) } : r with { FirstValueAt = T0 + Duration.FromDays(2) });
        var review = Reviewer.Review(rows, T0 + Duration.FromDays(30));

        Assert.Equal(0.5, review.Overall![MetricKind.ValueRate7d].Value!.Value, 12);
        Assert.Equal((5, 5, 0), (review.Overall.Achieved, review.Overall.Churned, review.Overall.Open));
    }

    [Fact]
    public void Review_ValueAfterCancelling_IsAWinBackCountedApart()
    {
        var review = Reviewer.Review(Rows(5).Select(r => r with { ChurnedAt = T0 + Duration.FromDays(3) }), T0 + Duration.FromDays(30));

        Assert.Equal((0, 1, 1), (review.Overall!.Achieved, review.Overall.Churned, review.Overall.WinBacks));
    }

    // All 40 at the same time: the interval is the point itself.
    [Theory]
    [InlineData(4.9, MetricStatus.OnTarget)]
    [InlineData(5.0, MetricStatus.Watch)]
    [InlineData(8.0, MetricStatus.Watch)]
    [InlineData(8.1, MetricStatus.Warning)]
    public void Status_MedianTtv_TurnsAtFiveAndEightDays(double days, MetricStatus status) =>
        Assert.Equal(status, Metric(MetricKind.MedianTtv, 30, Rows(Repeat(days, 40))).Status);

    [Theory]
    [InlineData(71, MetricStatus.OnTarget)]
    [InlineData(70, MetricStatus.Watch)]
    [InlineData(55, MetricStatus.Watch)]
    [InlineData(54, MetricStatus.Warning)]
    public void Status_ValueRate_TurnsAt70And55Percent(int of100, MetricStatus status) =>
        Assert.Equal(status, Metric(MetricKind.ValueRate7d, 30, Rows([.. Repeat(6, of100), .. Repeat(null, 100 - of100)])).Status);

    [Theory]
    [InlineData(86, MetricStatus.OnTarget)]
    [InlineData(85, MetricStatus.Watch)]
    [InlineData(75, MetricStatus.Watch)]
    [InlineData(74, MetricStatus.Warning)]
    public void Status_Retention_TurnsAt85And75Percent(int of100, MetricStatus status) =>
        Assert.Equal(status, Metric(MetricKind.Week2Retention, 30, Rows(Repeat(null, 100)).Select((r, i) => r with { WasActiveInWeek2 = i < of100 })).Status);

    [Theory]
    [InlineData(24, MetricStatus.OnTarget)]
    [InlineData(25, MetricStatus.Watch)]
    [InlineData(40, MetricStatus.Watch)]
    [InlineData(41, MetricStatus.Warning)]
    public void Status_AssistDependency_TurnsAt25And40Percent(int of100, MetricStatus status) =>
        Assert.Equal(status, Metric(MetricKind.AssistDependency, 30, Rows(Repeat(1, 100)).Select((r, i) => r with { WasAssistedBeforeFirstValue = i < of100 })).Status);

    [Theory]
    [InlineData(100, MetricStatus.OnTarget)]
    [InlineData(99, MetricStatus.Watch)]
    [InlineData(95, MetricStatus.Watch)]
    [InlineData(94, MetricStatus.Warning)]
    public void Status_Accountability_TurnsBelow100And95Percent(int of100, MetricStatus status) =>
        Assert.Equal(status, Metric(MetricKind.Accountability, 30, Rows(Repeat(1, 100)).Select((r, i) => r with { IsAccountable = i < of100 })).Status);

    [Fact]
    public void Status_IntervalHoldsTheTarget_IsOnlyWatch()
    {
        // 12 of 25 are beyond the warning of 55 %, and the interval still holds 70 %... 13 of 24 at 54 % does: 35 to 72 %.
        var metric = Metric(MetricKind.ValueRate7d, 30, Rows([.. Repeat(6, 13), .. Repeat(null, 11)]));

        Assert.True(metric.Value < 0.55 && metric.Upper > 0.70);
        Assert.Equal(MetricStatus.Watch, metric.Status);
    }

    [Fact]
    public void Status_FewerThan20Mature_IsImmature()
    {
        Assert.Equal(MetricStatus.Immature, Metric(MetricKind.ValueRate7d, 30, Rows(Repeat(null, 19))).Status);
        Assert.Equal(MetricStatus.Warning, Metric(MetricKind.ValueRate7d, 30, Rows(Repeat(null, 20))).Status);
        Assert.Equal(MetricStatus.Immature, Metric(MetricKind.ValueRate7d, 6.9, Rows(Repeat(null, 50))).Status);
        Assert.Equal(MetricStatus.Immature, Metric(MetricKind.MedianTtv, 7.9, Rows(Repeat(null, 50))).Status);
    }

    [Fact]
    public void Status_NothingRecorded_IsNotInstrumentedAndNeverLags()
    {
        var review = Reviewer.Review(Rows(Repeat(1, 50)), T0 + Duration.FromDays(30));

        foreach (var kind in new[] { MetricKind.Week2Retention, MetricKind.AssistDependency, MetricKind.Accountability })
        {
            Assert.Equal(MetricStatus.NotInstrumented, review.Overall![kind].Status);
            Assert.Null(review.Overall[kind].Value);
        }

        Assert.Empty(review.Lagging);
    }

    [Fact]
    public void Retention_Journeys_CountAnyActivityFromDay7ToBeforeDay14ChurnedIncluded()
    {
        static bool? Active(params TtvEvent[] events) => AccountOutcome.From(new JourneyFold(PlaybookDefinitions).Fold(Acme, [SignUp(), .. events], At(24 * 20)))!.WasActiveInWeek2;

        Assert.False(Active(Product((24 * 7) - 0.01, "page")));
        Assert.True(Active(Product(24 * 7, "page")));
        Assert.True(Active(Product((24 * 14) - 0.01, "page"), Told(24, new Churned(null))));
        Assert.False(Active(Product(24 * 14, "page")));
    }

    [Fact]
    public void Retention_Mature_IsFourteenDaysOld()
    {
        Assert.Equal(0, Metric(MetricKind.Week2Retention, 13.9, Rows(null, null).Select(r => r with { WasActiveInWeek2 = true })).Mature);
        Assert.Equal(2, Metric(MetricKind.Week2Retention, 14, Rows(null, null).Select(r => r with { WasActiveInWeek2 = true })).Mature);
    }

    [Fact]
    public void Review_ValueBeforeSignUp_LeavesTheMetricsAsAFinding()
    {
        var review = Reviewer.Review(Rows(-1, 2), T0 + Duration.FromDays(30));

        Assert.Equal(1, review.Overall!.Accounts);
        Assert.Equal((ReviewFindings.FirstValueBeforeSignUp, 1), (Assert.Single(review.Findings).Code, review.Findings[0].Count));
    }

    [Fact]
    public void Review_OutcomesAfterTheEnd_AreNotKnownYet()
    {
        var review = Reviewer.Review(Rows(5).Select(r => r with { ChurnedAt = T0 + Duration.FromDays(6) }), T0 + Duration.FromDays(4));

        Assert.Equal((0, 0, 1), (review.Overall!.Achieved, review.Overall.Churned, review.Overall.Open));
    }

    [Fact]
    public void Review_By_SplitsWeeksByTheProfile()
    {
        var rows = Rows(1, 2, 3).Select((r, i) => r with { Segment = SegmentKey.Create(i == 0 ? "founder" : "marketer"), Profile = i == 2 ? EventProperties.Empty : EventProperties.Of(("plan", "pro")) }).ToArray();
        var until = T0 + Duration.FromDays(30);

        Assert.Equal(["2026-W10"], new CohortReviewer().Review(rows, until).Cohorts.Select(c => c.Key));
        Assert.Equal(["2026-W10/segment=founder", "2026-W10/segment=marketer"], new CohortReviewer(new ReviewPolicy { By = "segment" }).Review(rows, until).Cohorts.Select(c => c.Key));
        Assert.Equal(["2026-W10/plan=none", "2026-W10/plan=pro"], new CohortReviewer(new ReviewPolicy { By = "plan" }).Review(rows, until).Cohorts.Select(c => c.Key));
        Assert.Equal(["2026-W10/band=slow_ramp"], new CohortReviewer(new ReviewPolicy { By = "band" }).Review(rows, until).Cohorts.Select(c => c.Key));
        Assert.Equal(["segment=founder", "segment=marketer"], new CohortReviewer().Review(rows, until).Segments.Select(c => c.Key));
    }

    [Fact]
    public void Review_Previous_StandsBesideEveryMetric()
    {
        var rows = Rows(1, 2, 9).ToArray();
        var before = Reviewer.Review(rows, T0 + Duration.FromDays(8));
        var review = Reviewer.Review(rows, T0 + Duration.FromDays(15), new ReviewContext { Previous = before });

        Assert.Equal(before.AsOf, review.PreviousAsOf);
        Assert.Equal(before.Overall![MetricKind.ValueRate7d].Value, review.Overall![MetricKind.ValueRate7d].Previous);
        Assert.Equal(0, review.Cohorts[0][MetricKind.MedianTtv].Change);
    }

    [Fact]
    public void Review_AccountTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Reviewer.Review(Rows(1).Concat(Rows(2)), T0));

    [Fact]
    public void Review_Nobody_IsAnEmptyReview() => Assert.Null(Reviewer.Review([], T0).Overall);

    [Fact]
    public void Trend_WeeksGettingSlower_HasARisingSlope()
    {
        var rows = Enumerable.Range(0, 6).SelectMany(week => Enumerable.Range(0, 30).Select(i => new AccountOutcome
        {
            Account = AccountId.Create($"w{week}-{i}"),
            SignedUpAt = T0 + Duration.FromDays(7 * week),
            FirstValueAt = T0 + Duration.FromDays((7 * week) + 1) + Duration.FromHours((6 * week) + (i / 10.0)),
        }));
        var trend = Reviewer.Review(rows, T0 + Duration.FromDays(60)).Trend;

        Assert.Equal(6, trend.Points.Count);
        Assert.Equal(6, trend.SlopeHoursPerWeek!.Value, 9);
        Assert.True(trend.Test!.Value.Z < -5);
    }

    [Fact]
    public void Trend_YoungWeeks_StayOut() =>
        Assert.Empty(Reviewer.Review(Rows(Repeat(1, 40)), T0 + Duration.FromDays(6.9)).Trend.Points);

    [Property(MaxTest = 100)]
    public Property Review_ShuffledRows_GivesTheSameReview() => Prop.ForAll(AnyRows.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (rows, seed) =>
        Reviewer.Review(rows, At(24 * 40)) == Reviewer.Review(Shuffle(rows, seed), At(24 * 40)));

    [Property(MaxTest = 100)]
    public Property Review_AnyRows_AddsUp() => Prop.ForAll(AnyRows.ToArbitrary(), rows =>
    {
        var review = Reviewer.Review(rows, At(24 * 40));
        if (review.Overall is not { } all) return rows.All(r => r.SignedUpAt > At(24 * 40) || r.FirstValueAt < r.SignedUpAt);
        return review.Cohorts.Sum(c => c.Accounts) == all.Accounts
            && review.Cohorts.Sum(c => c.Achieved) == all.Achieved
            && review.Cohorts.All(c => c.Metrics.All(m => m.Value is not { } v || m.Lower is not { } low || low <= v))
            && review.Cohorts.All(c => c.Metrics.Skip(1).All(m => m.Value is not { } v || (v is >= 0 and <= 1)));
    });

    private static Gen<AccountOutcome[]> AnyRows { get; } =
        from size in Gen.Choose(0, 80)
        from rows in (from signedUp in Gen.Choose(0, 24 * 45)
                      from value in Gen.Frequency((2, Gen.Choose(-24, 24 * 30).Select(h => (int?)h)), (1, Gen.Constant<int?>(null)))
                      from churn in Gen.Frequency((1, Gen.Choose(0, 24 * 30).Select(h => (int?)h)), (2, Gen.Constant<int?>(null)))
                      from active in Gen.Elements<bool?>(true, false, null)
                      select new AccountOutcome
                      {
                          Account = Acme,
                          SignedUpAt = At(signedUp),
                          FirstValueAt = value is { } v ? At(signedUp + v) : null,
                          ChurnedAt = churn is { } c ? At(signedUp + c) : null,
                          WasActiveInWeek2 = active,
                      }).ArrayOf(size)
        select rows.Select((r, i) => r with { Account = AccountId.Create($"a{i}") }).ToArray();
}
