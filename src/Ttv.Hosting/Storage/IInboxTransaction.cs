using Ttv.Events;

namespace Ttv.Hosting.Storage;

/// <summary>The transaction in which a message takes effect.</summary>
public interface IInboxTransaction
{
    /// <summary>
    /// The services of the message's own scope. With a database adapter, the user's context from here takes part in the transaction.
    /// </summary>
    IServiceProvider Services { get; }

    /// <summary>Appends an event to the log when the transaction commits, and makes its account due.</summary>
    void Record(TtvEvent told);
}
