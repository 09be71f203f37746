using System.Collections.Concurrent;

namespace Ttv.Hosting.Health;

/// <summary>How the loops of this instance fare.</summary>
/// <remarks>Evaluation and relay are what the instance is for; the others are jobs, which another instance may do as well.</remarks>
internal sealed class LoopHealth
{
    private readonly ConcurrentDictionary<string, (int Failures, string? Fault)> _loops = new(StringComparer.Ordinal);

    public void Succeeded(string loop) => _loops[loop] = (0, null);

    /// <summary>Notes a failure; returns how many there were in a row.</summary>
    public int Failed(string loop, string fault) => _loops.AddOrUpdate(loop, (1, fault), (_, known) => (known.Failures + 1, fault)).Failures;

    /// <summary>The loops whose latest pass failed, with how often and why.</summary>
    public ValueList<(string Loop, int Failures, string Fault)> Failing() =>
        _loops.Where(l => l.Value.Failures > 0).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => (l.Key, l.Value.Failures, l.Value.Fault!)).ToValueList();
}
