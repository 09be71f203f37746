using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv;

/// <summary>Says what Ttv is to work with. Adapters extend it with <c>UseXxx</c>.</summary>
/// <remarks>Used while a container is set up; not thread-safe.</remarks>
public sealed class TtvBuilder
{
    internal TtvBuilder(IServiceCollection services) => Services = services;

    /// <summary>The container being set up.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds the playbook's three segments: founder, marketer and operator.</summary>
    public TtvBuilder AddPlaybook() => Configure(o => o.UsePlaybook = true);

    /// <summary>Adds a segment. The same definition added twice counts once.</summary>
    public TtvBuilder AddSegment(SegmentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Services.AddSingleton(definition);
        return this;
    }

    /// <summary>Adds the segments of a provider, made by the container; asked once.</summary>
    public TtvBuilder AddSegments<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProvider>()
        where TProvider : class, ISegmentProvider
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<ISegmentProvider, TProvider>());
        return this;
    }

    /// <summary>Takes a classifier in place of the declared segment. The first one added stays.</summary>
    public TtvBuilder UseClassifier<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClassifier>()
        where TClassifier : class, ISegmentClassifier
    {
        Services.TryAddSingleton<ISegmentClassifier, TClassifier>();
        return this;
    }

    /// <summary>Adds a risk signal with its weight; lower the built-in weights so that all sum to 10,000.</summary>
    /// <param name="key">The signal's key, as the signal itself says it.</param>
    /// <param name="basisPoints">Its weight in basis points, 0 to 10,000.</param>
    public TtvBuilder AddRiskSignal<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSignal>(string key, int basisPoints)
        where TSignal : class, IRiskSignal
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRiskSignal, TSignal>());
        return Configure(o => o.Risk.CustomWeights[key] = basisPoints);
    }

    /// <summary>Adds a nudge rule, asked after the built-in four in the order of adding.</summary>
    public TtvBuilder AddNudgeRule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRule>()
        where TRule : class, INudgeRule
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<INudgeRule, TRule>());
        return this;
    }

    /// <summary>Takes other copy for nudges. The first one added stays.</summary>
    public TtvBuilder UseNudgeCopy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TCopy>()
        where TCopy : class, INudgeCopy
    {
        Services.TryAddSingleton<INudgeCopy, TCopy>();
        return this;
    }

    /// <summary>Sets options in code; runs in the order given, together with <c>Configure&lt;TtvOptions&gt;(section)</c>: the later wins.</summary>
    public TtvBuilder Configure(Action<TtvOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }
}
