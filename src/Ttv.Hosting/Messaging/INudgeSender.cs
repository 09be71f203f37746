namespace Ttv.Hosting.Messaging;

/// <summary>Makes a nudge take effect: writes the mail, shows the hint, opens the task for a human.</summary>
/// <remarks>
/// Made anew for every message in the message's own scope. With a database adapter, what it writes through the user's own context
/// commits together with the mark that the message took effect: exactly once. What it does outside the database happens at least
/// once; pass the decision's key on as the idempotency key there.
/// </remarks>
public interface INudgeSender
{
    /// <summary>Makes the nudge take effect.</summary>
    /// <returns>Whether it did; the fact of it is then recorded.</returns>
    ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default);
}
