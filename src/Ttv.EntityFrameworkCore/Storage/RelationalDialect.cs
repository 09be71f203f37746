using System.Data.Common;
using Ttv.Events;
using Ttv.Hosting.Storage;

namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>What databases do differently: their clock, claiming past each other, and writing many rows at once.</summary>
/// <remarks>One a provider; <c>Ttv.EntityFrameworkCore.Sqlite</c> and <c>.PostgreSQL</c> bring theirs. Register another as a singleton: its database has to know <c>ON CONFLICT</c>, <c>RETURNING</c>, <c>LIMIT</c> and <c>WITH … AS MATERIALIZED</c>. Thread-safe.</remarks>
public abstract class RelationalDialect
{
    /// <summary>The provider it is for, as <c>Database.ProviderName</c> has it.</summary>
    public abstract string ProviderName { get; }

    /// <summary>What a failure is called by: the driver's SQLSTATE, or a code of its own; null where there is none.</summary>
    public virtual string? CodeOf(DbException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.SqlState;
    }

    /// <summary>Whether the database was not there to answer, or had no room or time to: no statement is to blame, and a message in whose handling it happens is tried again uncounted. By default what the driver calls transient.</summary>
    /// <param name="failure">What the driver threw.</param>
    /// <exception cref="ArgumentNullException">The failure is null.</exception>
    public virtual bool IsOutage(DbException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.IsTransient;
    }

    /// <summary>Readies the database before its first use by this process; nothing by default.</summary>
    /// <param name="connection">Open, in no transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An expression for the database's own time in whole microseconds since 1970, UTC.</summary>
    public abstract string Now { get; }

    /// <summary>What follows a selection of rows to claim, so that others' rows are passed by: <c>FOR UPDATE SKIP LOCKED</c>, or nothing where writers take turns.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>
    /// Statements that take up to <c>@limit</c> wakes, make their accounts due at <c>@now</c> and count the wakes, each wake once whoever else does so.
    /// </summary>
    public abstract string AbsorbWakes(TtvTables tables);

    /// <summary>A condition that a column's value is among those of a parameter; see <see cref="ToParameter"/>.</summary>
    public abstract string Among(string column, string parameter);

    /// <summary>The value of a parameter for <see cref="Among"/>.</summary>
    public abstract object ToParameter(IReadOnlyCollection<string> values);

    /// <summary>Appends events within the connection's transaction; events known value for value may be passed over.</summary>
    /// <param name="connection">Open, in a transaction.</param>
    /// <param name="tables">The tables' names.</param>
    /// <param name="events">At least one.</param>
    /// <param name="wakes">Whether their accounts become due.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task AppendEventsAsync(DbConnection connection, TtvTables tables, IReadOnlyCollection<TtvEvent> events, bool wakes, CancellationToken cancellationToken);

    /// <summary>Writes evaluations within the connection's transaction, each only where version and owner are still those of the claim.</summary>
    /// <param name="connection">Open, in a transaction.</param>
    /// <param name="tables">The tables' names.</param>
    /// <param name="owner">Who claimed.</param>
    /// <param name="commits">At least one, in ordinal order of the accounts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ids of the accounts written.</returns>
    public abstract Task<IReadOnlySet<string>> CommitAsync(DbConnection connection, TtvTables tables, string owner, IReadOnlyList<AccountCommit> commits, CancellationToken cancellationToken);
}
