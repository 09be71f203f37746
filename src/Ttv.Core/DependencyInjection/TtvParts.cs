using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv;

/// <summary>What code, rather than configuration, brings to the engine.</summary>
internal sealed class TtvParts(
    IEnumerable<SegmentDefinition> segments,
    IEnumerable<ISegmentProvider> providers,
    IEnumerable<IRiskSignal> signals,
    IEnumerable<INudgeRule> rules,
    ISegmentClassifier? classifier = null,
    INudgeCopy? copy = null)
{
    public static TtvParts None { get; } = new([], [], [], []);

    public ValueList<SegmentDefinition> Segments { get; } =
        segments.Concat(providers.SelectMany(p => p.GetSegments() ?? throw new InvalidOperationException($"{p.GetType()} gave no segments but null."))).ToValueList();

    public ValueList<IRiskSignal> Signals { get; } = signals.ToValueList();

    public ValueList<INudgeRule> Rules { get; } = rules.ToValueList();

    public ISegmentClassifier? Classifier { get; } = classifier;

    public INudgeCopy? Copy { get; } = copy;
}
