using Microsoft.Extensions.Options;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Lists every fault of <see cref="RabbitMqOptions"/>.</summary>
internal sealed class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>
{
    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options) =>
        options.Faults() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
