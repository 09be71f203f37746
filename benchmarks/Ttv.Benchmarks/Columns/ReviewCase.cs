using NodaTime;
using Ttv.Analytics.Reviews;
using Ttv.Cohorts;

namespace Ttv.Benchmarks.Columns;

/// <summary>Accounts to review in every way, in whole seconds; every answer is compared with ours, cohort by cohort, when they are made.</summary>
internal sealed class ReviewCase : IDisposable
{
    public const long Unit = 1_000_000;

    private readonly OutcomeColumns _columns;
    private readonly ReviewWorkspace _workspace = new();
    private readonly BulkReviewer _reviewer = new();
    private readonly double[][] _groups;

    public ReviewCase(int count)
    {
        Population = new ReviewPopulation(count, Unit);
        _columns = Population.ToColumns();
        _groups = LinqReview.TimesByCohort(Population, Unit);
        Duck = new DuckDbReview(Population, Unit);
        var rates = Of(Summarise(2));
        Require(rates, Duck.Rates(raw: false), Duck.Rates(raw: true), LinqReview.Review(Population, Unit, withKaplanMeier: false));
        Require(Of(Review(2), rates), Duck.RatesAndKaplanMeier(), LinqReview.Review(Population, Unit, withKaplanMeier: true));
        if (!LinqReview.MathNetQuartiles(CopyOfGroups()).SequenceEqual(rates.SelectMany(r => new[] { r.LowerQuartile, r.Median, r.UpperQuartile }))) throw new InvalidOperationException("MathNet's quartiles differ.");
    }

    public ReviewPopulation Population { get; }

    public DuckDbReview Duck { get; }

    public BulkSummary Summarise(int threads) => _reviewer.Summarise(_columns, Request(threads), _workspace);

    public BulkReview Review(int threads) => _reviewer.Review(_columns, Request(threads), _workspace);

    public double[][] CopyOfGroups() => Array.ConvertAll(_groups, g => (double[])g.Clone());

    public void Dispose()
    {
        Duck.Dispose();
        _workspace.Dispose();
    }

    private static BulkReviewRequest Request(int threads) => new()
    {
        ObservedUntil = ReviewPopulation.ObservedUntil,
        Groups = ReviewGroups.Weeks(DateTimeZone.Utc).BySegment(),
        DegreeOfParallelism = threads,
    };

    private static CohortRow[] Of(BulkSummary summary) => [.. summary.Summaries.Select((s, i) => new CohortRow(
        i, s.Accounts, s.Achieved, s.ValueWithinWeek!.Value.Trials, s.ValueWithinWeek.Value.Successes, s.Week2Retention!.Value.Trials, s.Week2Retention.Value.Successes,
        s.AssistDependency!.Value.Successes, s.Accountability!.Value.Successes,
        Units(s.ConvertersOnlyLowerQuartile), Units(s.ConvertersOnlyMedian), Units(s.ConvertersOnlyUpperQuartile)))];

    /// <summary>The review's own figures beside the quartiles of those who got there, which the summary has found.</summary>
    private static CohortRow[] Of(BulkReview review, CohortRow[] summaries) => [.. review.Results.Select((r, i) => summaries[i] with
    {
        Accounts = r.Accounts,
        Achieved = r.Achieved,
        AgedWeek = r[MetricKind.ValueRate7d].Mature,
        AgedTwoWeeks = r[MetricKind.Week2Retention].Mature,
        Median = Units(r.ConvertersOnlyMedian),
        SurvivalMedian = r[MetricKind.MedianTtv].Value * 1e6 / Unit,
        RateByWeek = r[MetricKind.ValueRate7d].Value,
    })];

    private static double Units(Duration? time) => time!.Value.TotalTicks / 10 / Unit;

    private static void Require(CohortRow[] ours, params ReadOnlySpan<CohortRow[]> peers)
    {
        foreach (var peer in peers)
        {
            Answers.Require(ReviewPopulation.Cohorts, peer.Length);
            for (var i = 0; i < peer.Length; i++)
            {
                if (!ours[i].Agrees(peer[i])) throw new InvalidOperationException($"The ways do not agree: {ours[i]} is ours, {peer[i]} the peer's.");
            }
        }
    }
}
