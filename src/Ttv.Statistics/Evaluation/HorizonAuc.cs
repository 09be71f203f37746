namespace Ttv.Statistics.Evaluation;

/// <summary>The area under the ROC curve at a horizon: how well scores tell those with the event by then from those without, censoring weighted out (IPCW).</summary>
/// <remarks>Cumulative cases, dynamic controls: Blanche, Dartigues and Jacqmin-Gadda, Statistics in Medicine 32 (2013). Thread-safe.</remarks>
public static class HorizonAuc
{
    /// <summary>The weighted share of pairs of a case and a control in which the case has the higher score, equal scores counting half.</summary>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">0 for censored, 1 for the event, 2 and up for competing events.</param>
    /// <param name="scores">Finite scores; higher means likelier.</param>
    /// <returns>The area, 0 to 1, or null where there is no case or no control.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static double? At(long horizon, ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> scores)
    {
        Rows.RequireFinite(nameof(scores), scores, times.Length);
        var rows = HorizonWeights.At(horizon, times, statuses);
        var (sorted, order) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(sorted, order);
        var (cases, controls, sum) = (0.0, 0.0, 0.0);
        for (int start = 0, end; start < order.Length; start = end)
        {
            var (ownCases, ownControls) = (0.0, 0.0);
            for (end = start; end < order.Length && sorted[end] == sorted[start]; end++)
            {
                if (rows.HasEvent[order[end]]) ownCases += rows.Weight[order[end]];
                else ownControls += rows.Weight[order[end]];
            }

            sum += ownCases * (controls + (ownControls / 2));
            cases += ownCases;
            controls += ownControls;
        }

        return cases > 0 && controls > 0 ? sum / (cases * controls) : null;
    }
}
