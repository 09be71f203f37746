using Microsoft.EntityFrameworkCore;
using Ttv.EntityFrameworkCore;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Events;

namespace Ttv;

/// <summary>Records events through a user's own context.</summary>
public static class TtvDbContextExtensions
{
    /// <summary>
    /// Records an event in your own unit of work: it is stored, and its account becomes due, when you save your changes, together
    /// with your own rows or not at all.
    /// </summary>
    /// <param name="context">Your context, whose model has <c>UseTtv()</c>.</param>
    /// <param name="told">The event, with its times. Give it a time of recording where that is not the time it happened.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <remarks>
    /// Works in a transaction of your own too, and in one that an execution strategy repeats; record the event inside what is repeated.
    /// Rows of Ttv's log that the context still tracks from an earlier save are let go.
    /// </remarks>
    /// <returns>False where an event of the account with that id is stored or recorded already: nothing is added then. Of two told at the same moment both may be stored, and count as one.</returns>
    public static async ValueTask<bool> RecordTtvEventAsync(this DbContext context, TtvEvent told, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(told);
        var (account, id) = (told.Account.Value, told.Id.Value);
        // Rows saved before may since have been rolled back, as by the attempts of a retrying strategy: the database alone knows, and
        // may give their keys away again.
        foreach (var saved in context.ChangeTracker.Entries().Where(e => e is { State: EntityState.Unchanged, Entity: TtvEventRow or TtvWakeRow }).ToArray()) saved.State = EntityState.Detached;
        var events = context.Set<TtvEventRow>();
        if (events.Local.Any(e => e.AccountId == account && e.EventId == id)) return false;
        if (await events.AsNoTracking().AnyAsync(e => e.AccountId == account && e.EventId == id, cancellationToken).ConfigureAwait(false)) return false;
        events.Add(new TtvEventRow
        {
            AccountId = account,
            EventId = id,
            Name = told.Body.Name,
            OccurredUs = Micros.Of(told.OccurredAt),
            RecordedUs = Micros.Of(told.RecordedAt),
            RecordedAssumed = told.IsRecordedAtAssumed,
            Properties = EventPropertiesJson.ToJson(told.Body.ToProperties()),
        });
        context.Set<TtvWakeRow>().Add(new TtvWakeRow { AccountId = account });
        return true;
    }
}
