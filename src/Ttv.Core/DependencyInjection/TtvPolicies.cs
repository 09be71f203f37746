using Ttv.Cohorts;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv;

/// <summary>Options and the parts that come from code, checked together and made immutable.</summary>
internal sealed record TtvPolicies(TtvEngine Engine, CohortReviewer Reviewer)
{
    /// <summary>The policies, or null with every fault noted.</summary>
    public static TtvPolicies? Create(TtvOptions options, TtvParts parts, List<string> faults)
    {
        var before = faults.Count;
        var zone = Faults.Zone(nameof(TtvOptions.Zone), options.Zone, faults);
        var segments = (options.UsePlaybook ? Playbook.All.AsEnumerable() : []).Concat(parts.Segments).ToList();
        for (var i = 0; i < options.Segments.Count; i++)
        {
            if (options.Segments[i].ToDefinition($"{nameof(TtvOptions.Segments)}[{i}]", faults) is { } segment) segments.Add(segment);
        }

        if (segments.Count == 0 && options.Segments.Count == 0) faults.Add("no segment is defined: add one with AddSegment, AddSegments or Segments, or take the playbook's with AddPlaybook or UsePlaybook.");
        var vocabulary = options.Vocabulary.Select((v, i) => v.ToEntry($"{nameof(TtvOptions.Vocabulary)}[{i}]", faults)).ToArray();
        var signUp = options.SignUp?.ToPattern(nameof(TtvOptions.SignUp), faults);
        var catalog = Faults.Collect(nameof(TtvOptions.Segments), faults, () => SegmentCatalog.Create(segments.Distinct()));
        var risk = options.Risk.ToPolicy(nameof(TtvOptions.Risk), faults);
        var nudges = options.Nudges.ToPolicy(nameof(TtvOptions.Nudges), zone ?? NodaTime.DateTimeZone.Utc, faults);
        var review = options.Review.ToPolicy(nameof(TtvOptions.Review), faults);
        var scorer = risk is null ? null : Faults.Collect(nameof(TtvOptions.Risk), faults, () => new RiskScorer(risk, parts.Signals));
        var decider = nudges is null ? null : Faults.Collect(nameof(TtvOptions.Nudges), faults, () => new NudgeDecider(nudges, parts.Copy, parts.Rules));
        if (faults.Count > before) return null;
        var definitions = new TtvDefinitions(
            catalog!, new EventVocabulary([.. vocabulary!]), signUp, parts.Classifier, zone, [.. options.Dimensions], [.. options.ProfileKeys]);
        return new TtvPolicies(new TtvEngine(definitions, scorer, decider), new CohortReviewer(review, scorer));
    }
}
