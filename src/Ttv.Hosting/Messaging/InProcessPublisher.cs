namespace Ttv.Hosting.Messaging;

/// <summary>Publishes straight to the sender of the same process: no broker is needed.</summary>
internal sealed class InProcessPublisher(NudgeReceiver receiver) : INudgePublisher
{
    public async ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            await receiver.ReceiveAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (TtvStoreException or TtvDeliveryException) && !cancellationToken.IsCancellationRequested)
        {
            // The sender is the user's own and may throw anything; whatever it is, it concerns this message, and the relay counts it.
            throw new TtvDeliveryException($"the sender failed: {e.GetType().Name}: {e.Message}", e);
        }
    }
}
