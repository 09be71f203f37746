using Ttv.Events;

namespace Ttv.Journeys;

/// <summary>
/// Takes a log as numbers. A reader asks once for the index of an account and the code of an event's content, keeps both by
/// the bytes it read them from, and hands over batches without making an object an event.
/// </summary>
/// <remarks>Called by one thread at a time, in the order of the log.</remarks>
public interface ICodedEventSink
{
    /// <summary>The properties of product events that make a difference to the sink: two events of one name that agree in
    /// all of these, values absent included, may share a code. Names are those of <see cref="EventProperties"/>.</summary>
    ValueList<string> NeededProperties { get; }

    /// <summary>The account's index, 0 or more: the same whenever it is asked for.</summary>
    /// <exception cref="ArgumentException">The account is the default value.</exception>
    int IndexOf(AccountId account);

    /// <summary>The code of an event's content, 0 or more. Of a product event the properties not needed may be left out.</summary>
    int CodeOf(EventBody body);

    /// <summary>Adds events. Order and repetition do not matter. The span is the caller's again afterwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index or a code was never handed out.</exception>
    void Add(ReadOnlySpan<CodedEvent> events);
}
