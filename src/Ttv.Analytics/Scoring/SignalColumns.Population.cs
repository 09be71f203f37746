using Ttv.Analytics.Populations;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <content>Signals of a population.</content>
public sealed partial class SignalColumns
{
    /// <summary>The signals of a population's accounts, row by row, as <see cref="RiskScorer"/> reads them of the accounts' journeys.</summary>
    /// <param name="population">The accounts, folded under the same policy.</param>
    /// <param name="policy">The policy that they are to be scored by; null takes <see cref="RiskPolicy.Default"/>. Its custom signals are unknown until they are filled in.</param>
    /// <exception cref="ObjectDisposedException">The population is disposed of.</exception>
    public static SignalColumns From(Population population, RiskPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(population);
        var columns = new SignalColumns(population.Count, policy);
        columns.Read(population, policy);
        return columns;
    }

    /// <summary>Overwrites all rows with the signals of a population's accounts; nothing is allocated.</summary>
    /// <remarks>
    /// An account at first value gets four known signals of 0, which score 0. One that is cancelled, not timed or not known yet
    /// has none, and no score. Nothing is taken to be out of the ordinary fleet-wide; custom signals become unknown.
    /// </remarks>
    /// <param name="population">As many accounts as there are rows.</param>
    /// <param name="policy">Says what is high value; null takes <see cref="RiskPolicy.Default"/>.</param>
    /// <exception cref="ArgumentException">The population has another number of accounts.</exception>
    /// <exception cref="ObjectDisposedException">The population or these columns are disposed of.</exception>
    public void Read(Population population, RiskPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(population);
        if (population.Count != Count) throw new ArgumentException($"the population has {population.Count} accounts and the columns {Count}: equal numbers are needed.", nameof(population));
        Clear();
        var highFrom = (policy ?? RiskPolicy.Default).HighValueFrom;
        var latency = ProgressLatency;
        var engagement = EngagementDecay;
        var complexity = ComplexityMismatch;
        var fit = StrategicFit;
        var flags = population.Flags;
        var firstValueAt = population.FirstValueAt;
        var bands = population.RecordedBand;
        for (var row = 0; row < flags.Length; row++)
        {
            if ((flags[row] & (AccountFlags.Timed | AccountFlags.Churned)) != AccountFlags.Timed) continue;
            if (firstValueAt[row] != Population.Never)
            {
                (latency[row], engagement[row], complexity[row], fit[row]) = (0, 0, 0, 0);
                continue;
            }

            latency[row] = SignalUnits.Of(RiskSignalKeys.ProgressLatency, RiskFormulas.ProgressLatency(
                (flags[row] & AccountFlags.PastTarget) != 0, Known(population.SinceProgress[row]), Known(population.Allowance[row])));
            engagement[row] = SignalUnits.Of(RiskSignalKeys.EngagementDecay, EngagementOf(population, row));
            complexity[row] = SignalUnits.Of(RiskSignalKeys.ComplexityMismatch, RiskFormulas.ComplexityMismatch(Known(population.ChosenFlow[row]), Known(population.Experience[row])));
            var (potential, expansion) = (Known(population.PotentialValue[row]), Known(population.Expansion[row]));
            fit[row] = SignalUnits.Of(RiskSignalKeys.StrategicFit, RiskFormulas.StrategicFit(potential, expansion));
            HighValues[row] = potential >= highFrom && expansion >= highFrom ? (byte)1 : (byte)0;
            if (bands[row] >= 0) RecordedBands[row] = (byte)bands[row];
        }
    }

    private static double? EngagementOf(Population population, int row) => RiskFormulas.EngagementDecay(
        RiskFormulas.SessionDrop(Known(population.SessionsInLastWindow[row]), Known(population.SessionsInPreviousWindow[row])),
        RiskFormulas.IgnoredReminders(population.RemindersSent[row], population.RemindersIgnored[row]),
        RiskFormulas.LowReplies(population.RepliesAsked[row], population.RepliesGiven[row]));

    private static double? Known(long micros) => micros < 0 ? null : micros;

    private static int? Known(int count) => count < 0 ? null : count;

    private static int? Known(sbyte step) => step < 0 ? null : step;

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
