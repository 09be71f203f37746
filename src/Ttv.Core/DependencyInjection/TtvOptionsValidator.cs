using Microsoft.Extensions.Options;

namespace Ttv;

/// <summary>Checks options and parts as a whole when a host starts, and lists every fault.</summary>
internal sealed class TtvOptionsValidator(TtvParts parts) : IValidateOptions<TtvOptions>
{
    public ValidateOptionsResult Validate(string? name, TtvOptions options)
    {
        var faults = new List<string>();
        TtvPolicies.Create(options, parts, faults);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
