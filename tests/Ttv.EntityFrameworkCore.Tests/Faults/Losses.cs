using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>Loses the connection before or after a commit, in words that the strategy retries on.</summary>
internal sealed class Losses(Database database) : DbTransactionInterceptor
{
    private readonly Lock _gate = new();
    private int _commits;
    private int _before;
    private int _after;

    public bool EveryThird { get; set; }

    public int Lost { get; private set; }

    public void BeforeNext(int commits) => _before = _commits + commits;

    public void AfterNext(int commits) => _after = _commits + commits;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (++_commits == _before) Lose();
        }

        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_commits == _after || (EveryThird && _commits % 3 == 0)) Lose();
        }

        return Task.CompletedTask;
    }

    private void Lose()
    {
        Lost++;
        var cause = new IOException("the connection was lost at the commit");
        throw database == Database.Sqlite ? cause : new NpgsqlException("Exception while writing to stream", cause);
    }
}
