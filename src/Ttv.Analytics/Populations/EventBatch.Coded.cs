using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <content>For readers that hand over coded events, as the import of a log does.</content>
public sealed partial class EventBatch
{
    /// <inheritdoc/>
    public ValueList<string> NeededProperties => Fold.Interpreter.NeededProperties;

    /// <inheritdoc/>
    public int IndexOf(AccountId account) =>
        account.IsDefault ? throw new ArgumentException("default(AccountId) names no account.", nameof(account)) : Names.NumberOf(account);

    /// <summary>Adds coded events. Order and repetition do not matter.</summary>
    /// <param name="events">Their accounts and readings as <see cref="IndexOf"/> and <see cref="CodeOf"/> give them, their times those of an <see cref="NodaTime.Instant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index or a code was not given out by this batch, or a time is outside the range of an
    /// instant; nothing is then added.</exception>
    public void Add(ReadOnlySpan<CodedEvent> events)
    {
        var (accounts, readings) = ((uint)AccountCount, (uint)Meanings.Count);
        foreach (ref readonly var e in events)
        {
            if ((uint)e.Account >= accounts) throw new ArgumentOutOfRangeException(nameof(events), e.Account, $"account index: {accounts} were given out.");
            if ((uint)e.Reading >= readings) throw new ArgumentOutOfRangeException(nameof(events), e.Reading, $"reading: {readings} codes were given out.");
            RequireInstants([e.OccurredAtMicroseconds, e.RecordedAtMicroseconds], nameof(events));
        }

        foreach (ref readonly var e in events)
        {
            if (e.OccurredAtMicroseconds > _watermark && !JourneyFold.IsImpossible(e.OccurredAtMicroseconds, e.RecordedAtMicroseconds)) _watermark = e.OccurredAtMicroseconds;
        }

        for (var added = 0; added < events.Length;)
        {
            var room = Room();
            var count = Math.Min(room.Free, events.Length - added);
            room.Add(events.Slice(added, count));
            added += count;
        }

        EventCount += events.Length;
    }
}
