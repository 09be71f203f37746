using FsCheck.Xunit;
using NodaTime;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Survival;

namespace Ttv.Analytics.Reviews;

public class LimitSearchTests
{
    /// <summary>Long tails at few at risk, where limits turn back, and shares that the curve meets exactly.</summary>
    [Property(MaxTest = 300)]
    public void Quantiles_AnyCurve_AreThoseOfTheWholeCurve(int seed)
    {
        var random = new Random(seed);
        var (count, range) = (random.Next(1, 1_500), random.Next(1, 3_000));
        var (censoring, churning) = (random.NextDouble(), random.NextDouble() * random.Next(2));
        var times = Enumerable.Range(0, count).Select(_ => (long)random.Next(range)).ToArray();
        var statuses = times.Select(t => random.NextDouble() < censoring * (t < range / 2 ? 1 : 0.3) ? 0 : random.NextDouble() < churning ? 2 : 1).ToArray();
        var incidence = AalenJohansen.Estimate(SurvivalData.Create(times, statuses));

        // Observed until microsecond 3,000: who is still open signed up as long before as it waited, the others at 0.
        var signedUp = times.Select((t, i) => statuses[i] == 0 ? 3_000 - t : 0).ToArray();
        var columns = OutcomeColumns.Create(signedUp, EventOf(1), EventOf(2), [], [], []);
        using var workspace = new ReviewWorkspace();
        var result = new BulkReviewer().Review(columns, new BulkReviewRequest { ObservedUntil = Instant.FromUnixTimeTicks(30_000) }, workspace).Results[0];

        foreach (var quantile in result.Quantiles)
        {
            var expected = incidence.Quantile(quantile.Probability);
            Assert.Equal((Ticks(expected.Value), Ticks(expected.Lower), Ticks(expected.Upper)), (quantile.Value, quantile.Lower, quantile.Upper));
        }

        long[] EventOf(int status) => [.. times.Select((t, i) => statuses[i] == status ? t : OutcomeColumns.Never)];

        static Duration? Ticks(double? microseconds) => microseconds is { } t ? Duration.FromTicks(t * 10) : null;
    }
}
