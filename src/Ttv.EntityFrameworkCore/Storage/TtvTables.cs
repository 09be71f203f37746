using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Ttv.EntityFrameworkCore.Rows;

namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>The tables' names, quoted and with their schema, as a context's model has them.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TtvTables
{
    /// <summary>Reads the names from a context's model.</summary>
    /// <exception cref="InvalidOperationException">The model has no such tables: <c>UseTtv()</c> is missing in <c>OnModelCreating</c>.</exception>
    public TtvTables(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sql = context.GetService<ISqlGenerationHelper>();
        Events = NameOf(typeof(TtvEventRow));
        Wakes = NameOf(typeof(TtvWakeRow));
        Accounts = NameOf(typeof(TtvAccountRow));
        Decisions = NameOf(typeof(TtvDecisionRow));
        Outbox = NameOf(typeof(TtvOutboxRow));
        Inbox = NameOf(typeof(TtvInboxRow));
        DeadLetters = NameOf(typeof(TtvDeadLetterRow));
        Leases = NameOf(typeof(TtvLeaseRow));
        Reviews = NameOf(typeof(TtvReviewRow));
        CohortFacts = NameOf(typeof(TtvCohortFactRow));

        string NameOf(Type row)
        {
            var entity = context.Model.FindEntityType(row) ?? throw new TtvValidationException("Ttv's storage", [$"{context.GetType().Name} has no Ttv tables: call modelBuilder.UseTtv() in its OnModelCreating."]);
            return sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
        }
    }

    /// <summary>The event log.</summary>
    public string Events { get; }

    /// <summary>The signs that accounts were told something.</summary>
    public string Wakes { get; }

    /// <summary>The accounts.</summary>
    public string Accounts { get; }

    /// <summary>The decisions.</summary>
    public string Decisions { get; }

    /// <summary>The outbox.</summary>
    public string Outbox { get; }

    /// <summary>The inbox.</summary>
    public string Inbox { get; }

    /// <summary>The dead letters.</summary>
    public string DeadLetters { get; }

    /// <summary>The leases.</summary>
    public string Leases { get; }

    /// <summary>The reviews.</summary>
    public string Reviews { get; }

    /// <summary>The cohorts' trail.</summary>
    public string CohortFacts { get; }
}
