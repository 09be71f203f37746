using Ttv.Analytics.Populations;
using Ttv.Analytics.Scoring;
using Ttv.Risk;

namespace Ttv.Analytics.Rules;

/// <content>Facts of a population.</content>
public sealed partial class PlaybookColumns
{
    /// <summary>The rows that a thread takes at once.</summary>
    private const int BlockRows = 4_096;

    /// <summary>The facts of a population's accounts, row by row, as <see cref="PlaybookFacts.Of"/> reads them of the accounts' journeys.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="scores">Their scores under the policy.</param>
    /// <param name="policy">The policy that they were scored by; null takes <see cref="RiskPolicy.Default"/>.</param>
    /// <param name="degreeOfParallelism">The most threads to use, 1 or more, the calling one included. It never changes a result.</param>
    /// <exception cref="ArgumentNullException">The population or the scores are null.</exception>
    /// <exception cref="ArgumentException">There are not as many scores as accounts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree is below 1, or a score is not one.</exception>
    /// <exception cref="ObjectDisposedException">The population or the scores are disposed of.</exception>
    public static PlaybookColumns From(Population population, ScoreColumns scores, RiskPolicy? policy = null, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(population);
        var columns = new PlaybookColumns(population.Count);
        columns.Read(population, scores, policy, degreeOfParallelism);
        return columns;
    }

    /// <summary>Overwrites all rows with the facts of a population's accounts; one thread allocates nothing.</summary>
    /// <remarks>The facts are those of the population's instant. An account without a score has no band and is not of high value.</remarks>
    /// <param name="population">As many accounts as there are rows.</param>
    /// <param name="scores">Their scores under the policy.</param>
    /// <param name="policy">The policy that they were scored by; null takes <see cref="RiskPolicy.Default"/>.</param>
    /// <param name="degreeOfParallelism">The most threads to use, 1 or more, the calling one included. It never changes a result; more than one allocates a few kilobytes a call.</param>
    /// <exception cref="ArgumentNullException">The population or the scores are null.</exception>
    /// <exception cref="ArgumentException">The population or the scores are not as many as the rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree is below 1, or a score is not one.</exception>
    /// <exception cref="ObjectDisposedException">The population or the scores are disposed of.</exception>
    public void Read(Population population, ScoreColumns scores, RiskPolicy? policy = null, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(scores);
        if (population.Count != Count) throw new ArgumentException($"the population has {population.Count} accounts and the columns {Count}: equal numbers are needed.", nameof(population));
        if (scores.Count != Count) throw new ArgumentException($"there are {scores.Count} scores and {Count} accounts: equal numbers are needed.", nameof(scores));
        if (degreeOfParallelism == 1) ReadRows(population, scores, policy ?? RiskPolicy.Default, 0, Count);
        else ReadInParallel(population, scores, policy ?? RiskPolicy.Default, degreeOfParallelism);
    }

    private void ReadInParallel(Population population, ScoreColumns scores, RiskPolicy policy, int degreeOfParallelism) =>
        RowRanges.Run(Count, BlockRows, degreeOfParallelism, (start, count) => ReadRows(population, scores, policy, start, count));

    private void ReadRows(Population population, ScoreColumns scores, RiskPolicy policy, int start, int count)
    {
        var flags = population.Flags;
        var firstValueAt = population.FirstValueAt;
        var hundredths = scores.Scores;
        var dueAt = population.CurrentDueAt;
        var halfWayIn = population.HalfWayIn;
        var stalledIn = population.StalledIn;
        var potential = population.PotentialValue;
        var expansion = population.Expansion;
        var bands = population.RecordedBand;
        var asOf = Instants.ToMicroseconds(population.AsOf);
        for (var row = start; row < start + count; row++)
        {
            if ((flags[row] & AccountFlags.Timed) == 0 || firstValueAt[row] != Population.Never)
            {
                Set(row, PlaybookFacts.None);
                continue;
            }

            var isScored = hundredths[row] != BatchScorer.NoScore;
            Set(row, new PlaybookFacts
            {
                Band = isScored ? BandOf(hundredths[row], bands[row], policy) : PlaybookFacts.NoBand,
                IsHighValue = isScored && potential[row] >= policy.HighValueFrom && expansion[row] >= policy.HighValueFrom,
                IsStarted = stalledIn[row] != PlaybookFacts.Never,
                HasCompleted = (flags[row] & AccountFlags.CompletedStep) != 0,
                DueIn = SecondsUntil.Of(dueAt[row], asOf),
                HalfWayIn = halfWayIn[row],
                StalledIn = stalledIn[row],
            });
        }
    }

    private static byte BandOf(ushort hundredths, sbyte recorded, RiskPolicy policy) =>
        (byte)policy.BandOf(RiskScore.FromHundredths(hundredths), recorded < 0 ? null : (RiskBand)recorded);
}
