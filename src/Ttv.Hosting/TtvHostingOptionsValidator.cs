using Microsoft.Extensions.Options;

namespace Ttv.Hosting;

/// <summary>Lists every fault of <see cref="TtvHostingOptions"/>.</summary>
internal sealed class TtvHostingOptionsValidator : IValidateOptions<TtvHostingOptions>
{
    public ValidateOptionsResult Validate(string? name, TtvHostingOptions options) =>
        options.Faults() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
