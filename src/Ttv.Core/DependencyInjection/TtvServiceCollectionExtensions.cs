using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Ttv.Cohorts;
using Ttv.Evaluation;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv;

/// <summary>Adds Ttv to a container.</summary>
public static class TtvServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="TtvEngine"/>, <see cref="RiskScorer"/>, <see cref="NudgeDecider"/>, <see cref="JourneyFold"/>,
    /// <see cref="TtvDefinitions"/> and <see cref="CohortReviewer"/> as singletons.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Says what Ttv is to work with; null: <c>Configure&lt;TtvOptions&gt;</c> does elsewhere.</param>
    /// <returns>The same container.</returns>
    /// <remarks>
    /// May be called more than once: nothing is added twice, and every call's settings count. A service of these types that the
    /// container already has stays. A host checks everything when it starts; without one, the first use throws an
    /// <see cref="OptionsValidationException"/> with every fault.
    /// </remarks>
    public static IServiceCollection AddTtv(this IServiceCollection services, Action<TtvBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TtvOptions>().ValidateOnStart();
        services.TryAddSingleton(p => new TtvParts(
            p.GetServices<SegmentDefinition>(), p.GetServices<ISegmentProvider>(), p.GetServices<IRiskSignal>(), p.GetServices<INudgeRule>(),
            p.GetService<ISegmentClassifier>(), p.GetService<INudgeCopy>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TtvOptions>, TtvOptionsValidator>());
        services.TryAddSingleton(p => TtvPolicies.Create(p.GetRequiredService<IOptions<TtvOptions>>().Value, p.GetRequiredService<TtvParts>(), [])
            ?? throw new InvalidOperationException("TtvOptions passed its validation and is not valid."));
        services.TryAddSingleton(p => p.GetRequiredService<TtvPolicies>().Engine);
        services.TryAddSingleton(p => p.GetRequiredService<TtvEngine>().Definitions);
        services.TryAddSingleton(p => p.GetRequiredService<TtvEngine>().Scorer);
        services.TryAddSingleton(p => p.GetRequiredService<TtvEngine>().Decider);
        services.TryAddSingleton(p => new JourneyFold(p.GetRequiredService<TtvDefinitions>()));
        services.TryAddSingleton(p => p.GetRequiredService<TtvPolicies>().Reviewer);
        configure?.Invoke(new TtvBuilder(services));
        return services;
    }
}
