using FsCheck.Xunit;
using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

public class BulkReviewerTests
{
    [Property(MaxTest = 200)]
    public void Review_AnyRows_EqualsTheRowsOwnReviewToTheBit(int seed) => Compare(new OutcomeCase(seed));

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(2, 40_000)]
    [InlineData(3, 30_000)]
    public void Review_ManyRows_EqualsTheRowsOwnReviewToTheBit(int seed, int size) => Compare(new OutcomeCase(seed, size));

    /// <summary>A week of the case begins on a date that its zone left out.</summary>
    [Fact]
    public void Review_DateLeftOutByTheZone_EqualsTheRowsOwnReviewToTheBit() => Compare(new OutcomeCase(90));

    [Property(MaxTest = 50)]
    public void Review_AnyDegreeOfParallelism_GivesTheSameResults(int seed)
    {
        var rows = new OutcomeCase(seed);
        var weeks = ReviewGroups.Weeks(rows.Zone, rows.WeekOrigin).BySegment();

        Assert.Equal(rows.Review(weeks, withCurves: true, workers: 1), rows.Review(weeks, withCurves: true, workers: 7));
    }

    [Property(MaxTest = 50)]
    public void Review_AnyOrder_GivesTheSameResults(int seed)
    {
        var rows = new OutcomeCase(seed);
        var columns = OutcomeColumns.From(rows.Rows.Reverse());
        using var workspace = new ReviewWorkspace();

        Assert.Equal(rows.Review(ReviewGroups.All, withCurves: true), new BulkReviewer(rows.Policy).Review(columns, rows.Request(ReviewGroups.All, withCurves: true), workspace).Results);
    }

    [Fact]
    public void Review_WorkspaceUsedBefore_GivesTheSameResults()
    {
        using var workspace = new ReviewWorkspace();
        for (var seed = 0; seed < 40; seed++)
        {
            var rows = new OutcomeCase(seed);

            Assert.Equal(rows.Review(rows.WeeksByPlan), rows.Review(rows.WeeksByPlan, workspace: workspace));
        }
    }

    [Fact]
    public void Review_WorkspaceDisposedOf_IsRefused()
    {
        var workspace = new ReviewWorkspace();
        workspace.Dispose();
        workspace.Dispose();

        Assert.Throws<ObjectDisposedException>(() => new OutcomeCase(1).Review(ReviewGroups.All, workspace: workspace));
    }

    [Fact]
    public void Review_Nobody_HasNoResult()
    {
        var rows = new OutcomeCase(1, size: 0);

        Assert.Empty(rows.Review(ReviewGroups.All));
        Assert.Empty(rows.Review(rows.WeeksByPlan));
    }

    [Fact]
    public void Review_Previous_StandsBesideEveryMetric()
    {
        var rows = new OutcomeCase(5, size: 200);
        var previous = rows.Expect();
        using var workspace = new ReviewWorkspace();
        var later = rows.Request(ReviewGroups.Weeks(rows.Zone, rows.WeekOrigin)) with { ObservedUntil = rows.ObservedUntil + Duration.FromDays(7), Previous = previous };

        Assert.Equal(
            new CohortReviewer(rows.Policy).Review(rows.Rows, later.ObservedUntil, new ReviewContext { Previous = previous }).Cohorts,
            new BulkReviewer(rows.Policy).Review(rows.Columns, later, workspace).Results);
    }

    [Fact]
    public void Review_RowsLeftOut_AreCounted()
    {
        var rows = new OutcomeCase(8, size: 2_000);
        using var workspace = new ReviewWorkspace();
        var review = new BulkReviewer(rows.Policy).Review(rows.Columns, rows.Request(ReviewGroups.All), workspace);

        Assert.Equal(rows.Rows.Count(r => r.SignedUpAt > rows.ObservedUntil), review.SignedUpAfterObservation);
        Assert.Equal(rows.Rows.Count(r => r.FirstValueAt < r.SignedUpAt), review.FirstValueBeforeSignUp);
        Assert.Equal(rows.ObservedUntil, review.ObservedUntil);
    }

    [Fact]
    public void Review_SecondCall_AllocatesFarLessThanARow()
    {
        var rows = new OutcomeCase(4, size: 100_000);
        var (reviewer, columns, request) = (new BulkReviewer(rows.Policy), rows.Columns, rows.Request(ReviewGroups.Weeks(rows.Zone), workers: 1));
        using var workspace = new ReviewWorkspace();
        var groups = reviewer.Review(columns, request, workspace).Results.Count;
        var before = GC.GetAllocatedBytesForCurrentThread();
        reviewer.Review(columns, request, workspace);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000 + (8_000L * groups));
    }

    [Fact]
    public void Review_NoThread_IsRefused()
    {
        var rows = new OutcomeCase(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Review(ReviewGroups.All, workers: 0));
    }

    private static void Compare(OutcomeCase rows)
    {
        var weeks = ReviewGroups.Weeks(rows.Zone, rows.WeekOrigin);
        var expected = rows.Expect();
        Same(expected.Overall is { } all ? [all] : [], rows.Review(ReviewGroups.All, withCurves: true));
        Same(expected.Segments, rows.Review(ReviewGroups.All.BySegment(), withCurves: true));
        Same(expected.Cohorts, rows.Review(weeks));
        Same(rows.Expect("segment").Cohorts, rows.Review(weeks.BySegment()));
        Same(rows.Expect("band").Cohorts, rows.Review(weeks.ByBand(expected.Segments)));
        Same(rows.Expect("plan").Cohorts, rows.Review(rows.WeeksByPlan));
    }

    private static void Same(ValueList<CohortResult> expected, ValueList<CohortResult> actual)
    {
        Assert.Equal(expected.Select(r => r.Key), actual.Select(r => r.Key));
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], actual[i]);
    }
}
