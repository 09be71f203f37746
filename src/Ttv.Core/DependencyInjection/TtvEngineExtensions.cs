using Ttv.Evaluation;

namespace Ttv;

/// <summary>Makes an engine of options without a container.</summary>
public static class TtvEngineExtensions
{
    extension(TtvEngine)
    {
        /// <summary>Makes an engine of options.</summary>
        /// <param name="options">Read once; later changes do not count.</param>
        /// <exception cref="TtvValidationException">The options break a rule; every fault is listed.</exception>
        public static TtvEngine Create(TtvOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            var faults = new List<string>();
            var policies = TtvPolicies.Create(options, TtvParts.None, faults);
            return policies?.Engine ?? throw new TtvValidationException(nameof(TtvOptions), faults);
        }
    }
}
