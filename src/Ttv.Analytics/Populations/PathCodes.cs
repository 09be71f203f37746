using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>What each code of a batch says of an account's path, compiled once for all events that carry it. Immutable.</summary>
internal sealed class PathCodes
{
    private readonly ulong[][] _steps;
    private readonly int[][] _obstacles;
    private readonly int[] _values;

    public PathCodes(EventBatch batch, ReviewTerms terms)
    {
        Terms = terms;
        var (interpreter, definitions) = (batch.Fold.Interpreter, batch.Definitions);
        Plans = [.. definitions.Catalog.Definitions.Select(d => terms.PlanOf(d, d.DefaultPath))];
        _steps = [.. Plans.Select(p => StepsOf(p, interpreter))];
        (_obstacles, _values) = (new int[interpreter.CodeCount][], new int[interpreter.CodeCount]);
        for (var code = 0; code < _values.Length; code++)
        {
            var reading = interpreter[code];
            _obstacles[code] = [.. ObstaclesOf(reading).Select(terms.NumberOf)];
            if (reading.Matches.Count > 0 || _obstacles[code].Length > 0)
                _values[code] = terms.ValuesOf(reading.Kept.Keep(name => definitions.Dimensions.AsSpan().Contains(name)));
        }
    }

    public ReviewTerms Terms { get; }

    /// <summary>The default path of each of the catalog's definitions.</summary>
    public PathPlan[] Plans { get; }

    /// <summary>The steps of a definition's default path that each code completes: bit 0 the first.</summary>
    public ReadOnlySpan<ulong> StepsOf(int definition) => _steps[definition];

    /// <summary>The obstacles that a code stands for.</summary>
    public ReadOnlySpan<int> ObstaclesOf(int code) => _obstacles[code];

    /// <summary>The number of a code's dimensions.</summary>
    public int ValuesOf(int code) => _values[code];

    private static ulong[] StepsOf(PathPlan plan, EventInterpreter interpreter)
    {
        int[] patterns = [.. plan.Path.Steps.Select(s => interpreter.IndexOf(s.CompletedBy))];
        var steps = new ulong[interpreter.CodeCount];
        for (var code = 0; code < steps.Length; code++)
        {
            var matches = interpreter[code].Matches.AsSpan();
            for (var step = 0; step < patterns.Length && matches.Length > 0; step++)
            {
                if (matches.Contains(patterns[step])) steps[code] |= 1UL << step;
            }
        }

        return steps;
    }

    private static IEnumerable<Obstacle> ObstaclesOf(EventReading reading) =>
    [
        .. reading.Fact is BlockerReported told ? [new Obstacle(null, told.Blocker)] : Array.Empty<Obstacle>(),
        .. reading.Meanings.OfType<BlockerReported>().Select(read => new Obstacle(reading.Name, read.Blocker)),
    ];
}
