namespace Ttv.Statistics.Survival;

/// <summary>Walks the ticks of several groups together: what is at risk in each just before a tick, and what happens at it.</summary>
internal sealed class MergedTicks
{
    private readonly SurvivalData.Tick?[] _current;
    private readonly SortedDictionary<long, List<(int Group, SurvivalData.Tick Tick)>> _ticks = [];

    public MergedTicks(IReadOnlyList<SurvivalData> groups)
    {
        AtRisk = new double[groups.Count];
        _current = new SurvivalData.Tick?[groups.Count];
        for (var g = 0; g < groups.Count; g++)
        {
            ArgumentNullException.ThrowIfNull(groups[g]);
            AtRisk[g] = groups[g].Unentered;
            foreach (var tick in groups[g].Ticks)
            {
                if (!_ticks.TryGetValue(tick.Time, out var at)) _ticks[tick.Time] = at = [];
                at.Add((g, tick));
            }
        }
    }

    /// <summary>The weight at risk in each group just before the tick that is being walked.</summary>
    public double[] AtRisk { get; }

    /// <summary>Every tick in order of time; the current one's counts are read by <see cref="Events"/> and <see cref="AllEvents"/>.</summary>
    public IEnumerable<long> Walk()
    {
        foreach (var (time, at) in _ticks)
        {
            foreach (var (g, tick) in at) _current[g] = tick;
            yield return time;
            foreach (var (g, tick) in at)
            {
                AtRisk[g] = Math.Max(0, AtRisk[g] + tick.Entered - tick.Left);
                _current[g] = null;
            }
        }
    }

    /// <summary>The weight of a cause's events in a group at the current tick.</summary>
    public double Events(int group, int cause) => _current[group] is { } tick && cause <= tick.Events.Length ? tick.Events[cause - 1] : 0;

    /// <summary>The weight of a cause's events in every group at the current tick.</summary>
    public void Fill(Span<double> events, int cause)
    {
        for (var g = 0; g < events.Length; g++) events[g] = Events(g, cause);
    }

    /// <summary>The weight of all causes' events in a group at the current tick.</summary>
    public double AllEvents(int group) => _current[group]?.AllEvents ?? 0;
}
