using NodaTime;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Analytics.Populations;

/// <summary>All that folding one batch as of one instant needs to know, made once a fold. Immutable.</summary>
internal sealed class FoldPlan
{
    private readonly SegmentPlan[][] _versionsByKey;

    public FoldPlan(EventBatch batch, Instant asOf, RiskPolicy policy)
    {
        (Batch, AsOf, Policy) = (batch, asOf, policy);
        AsOfMicros = Instants.ToMicroseconds(asOf);
        Watermark = batch.Watermark ?? Instant.MinValue;
        ObservedUntil = Instants.Min(asOf, Watermark);
        ObservedUntilMicros = Instants.ToMicroseconds(ObservedUntil);
        var definitions = batch.Definitions;
        var plans = definitions.Catalog.Definitions.Select((d, i) => new SegmentPlan(d, i, batch.Fold.Interpreter, AsOfMicros, policy)).ToArray();
        _versionsByKey = [.. definitions.Catalog.Keys.Select(key => plans
            .Where(p => definitions.Catalog.Definitions[p.Index].Key == key)
            .OrderBy(p => p.EffectiveFrom).ThenBy(p => definitions.Catalog.Definitions[p.Index].Version).ToArray())];
        IsPlain = definitions.SignUp is not { Occurrence: > 1 };
    }

    public EventBatch Batch { get; }

    public RiskPolicy Policy { get; }

    public Instant AsOf { get; }

    public long AsOfMicros { get; }

    public Instant Watermark { get; }

    public Instant ObservedUntil { get; }

    public long ObservedUntilMicros { get; }

    /// <summary>Whether the definitions let any account be folded by the short way.</summary>
    public bool IsPlain { get; }

    /// <summary>The definition of a segment in force at an instant, as <see cref="Segments.SegmentCatalog.Find"/>; null where the index is -1.</summary>
    public SegmentPlan? Find(int key, long at)
    {
        if (key < 0) return null;
        var versions = _versionsByKey[key];
        var found = versions[0];
        for (var i = 1; i < versions.Length; i++)
        {
            if (versions[i].EffectiveFrom <= at) found = versions[i];
        }

        return found;
    }
}
