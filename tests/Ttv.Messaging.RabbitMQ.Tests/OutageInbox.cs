using Ttv.Hosting;
using Ttv.Hosting.Storage;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A store that can be made to fail.</summary>
public sealed class OutageInbox(IInbox inner) : IInbox
{
    private int _refused;

    public bool IsDown { get; set; } = true;

    public int Refused => _refused;

    public ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        if (!IsDown) return inner.ProcessAsync(key, effect, cancellationToken);
        Interlocked.Increment(ref _refused);
        throw new TtvStoreException("The store does not answer.");
    }
}
