namespace Ttv.Hosting.Messaging;

/// <summary>Hands messages on: to a broker, or to a user's own bus.</summary>
/// <remarks>
/// Called for several messages at once, and again for a message of which it is not known whether it went out. A receiver has to
/// absorb that, which <see cref="NudgeReceiver"/> does. Thread-safe.
/// </remarks>
public interface INudgePublisher
{
    /// <summary>Hands a message on; returns once it is safe with whoever took it.</summary>
    /// <exception cref="TtvDeliveryException">The message itself is at fault: it counts as an attempt, and after too many it is set aside.</exception>
    /// <exception cref="Exception">Any other: the way is at fault, and the message is tried again until it works.</exception>
    ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default);
}
