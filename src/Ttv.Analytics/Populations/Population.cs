using NodaTime;
using Ttv.Journeys;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>
/// What is known of every account of a batch at an instant, as columns: one row an account, equal to what the account's
/// <see cref="Journey"/> says. The same events in any order and any repetition give equal rows, whatever the degree of parallelism.
/// </summary>
/// <remarks>
/// <para>An account's row stands at its number in the batch, in every population folded from it: rows of two instants can be compared
/// one by one. An account of which nothing was known yet has a row without <see cref="AccountFlags.Known"/>.</para>
/// <para>Memory: <see cref="BytesPerAccount"/> an account, and the batch's account ids, which it shares; not its events.</para>
/// <para>Immutable, and safe to share between threads while nothing is added to the batch. <see cref="Dispose"/> gives the columns back to the
/// workspace they came from; spans taken before must then not be read.</para>
/// </remarks>
public sealed partial class Population : IDisposable
{
    /// <summary>Stands in a column of times where there is none: the least <see cref="long"/>.</summary>
    public const long Never = long.MinValue;

    /// <summary>The bytes that the columns take of one account: 143.</summary>
    public const int BytesPerAccount = PopulationColumns.BytesPerAccount;

    private readonly AccountNames _names;
    private readonly ProfileTable _profiles;
    private readonly FoldWorkspace? _lender;
    private PopulationColumns? _columns;

    private Population(FoldPlan plan, PopulationColumns columns, ProfileTable profiles, FoldWorkspace? lender, int intricateCount)
    {
        IntricateCount = intricateCount;
        (_columns, _names, _profiles, _lender) = (columns, plan.Batch.Names, profiles, lender);
        (Count, Definitions, AsOf, ObservedUntil) = (plan.Batch.AccountCount, plan.Batch.Definitions, plan.AsOf, plan.ObservedUntil);
    }

    /// <summary>The number of rows, 0 or more: the accounts that the batch had named.</summary>
    public int Count { get; }

    /// <summary>The definitions under which the events were read.</summary>
    public TtvDefinitions Definitions { get; }

    /// <summary>The instant asked about: nothing recorded or occurring later is in any row.</summary>
    public Instant AsOf { get; }

    /// <summary>Where observation ends: the earlier of <see cref="AsOf"/> and the batch's watermark.</summary>
    public Instant ObservedUntil { get; }

    /// <summary>How many accounts needed the journey fold, 0 or more: pauses, returns, nudges, changes of path, corrections, profiles told in parts.
    /// They take microseconds each, the others a fraction of one.</summary>
    public int IntricateCount { get; }

    /// <summary>Folds a batch: what was known of each account at an instant.</summary>
    /// <param name="batch">The events, in any order. It is read, not changed.</param>
    /// <param name="asOf">The instant asked about; null takes the batch's watermark. Events recorded or occurring later are left out.</param>
    /// <param name="policy">Says over which windows sessions are counted and when a reminder is overdue; null takes <see cref="RiskPolicy.Default"/>.</param>
    /// <param name="degreeOfParallelism">How many threads may work at once, 1 or more; 1 (default) works on the caller's alone; more than 128 work as 128. It never changes the result.</param>
    /// <param name="workspace">Memory kept from fold to fold; null makes and drops it.</param>
    /// <exception cref="ArgumentNullException">The batch is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The workspace is disposed.</exception>
    /// <exception cref="OverflowException">The batch has more than 2,147,483,584 events.</exception>
    public static Population Fold(EventBatch batch, Instant? asOf = null, RiskPolicy? policy = null, int degreeOfParallelism = 1, FoldWorkspace? workspace = null) =>
        Fold(batch, asOf, policy, degreeOfParallelism, workspace, watches: null, earlier: null);

    /// <summary>Folds a batch while one watch a worker sees the accounts, and as of an earlier instant as well.</summary>
    internal static Population Fold(EventBatch batch, Instant? asOf, RiskPolicy? policy, int degreeOfParallelism, FoldWorkspace? workspace, PathWatch[]? watches, EarlierFold? earlier)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        var workers = Workers.Of(degreeOfParallelism);
        var memory = workspace ?? new FoldWorkspace();
        memory.Prepare(workers);
        var plan = new FoldPlan(batch, Instants.Quantise(asOf ?? batch.Watermark ?? Instant.MinValue), policy ?? RiskPolicy.Default);
        var (columns, profiles, rows) = (memory.Columns(batch.AccountCount), new ProfileTable(batch.Meanings), new JourneyRows(plan));
        var folds = new AccountFold[workers];
        for (var i = 0; i < folds.Length; i++) folds[i] = new AccountFold(plan, rows, watches?[i]);
        FoldPartitions(plan, columns, memory, folds, earlier);
        var intricate = AccountFold.Complete(folds, plan, rows, columns, profiles, watches);
        return new Population(plan, columns, profiles, workspace, intricate);
    }

    /// <summary>Gives the columns back to the workspace. The population can then no longer be read.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _columns, null) is { } columns) _lender?.Return(columns);
    }

    /// <summary>What a review reads.</summary>
    internal ReviewedAccounts Reviewed => new(Columns, _profiles, Count, Definitions, AsOf, ObservedUntil);

    /// <summary>A row as it was written.</summary>
    internal AccountRow RowAt(int row) => Columns.Read(Checked(row));

    private static void FoldPartitions(FoldPlan plan, PopulationColumns columns, FoldWorkspace memory, AccountFold[] folds, EarlierFold? earlier)
    {
        var scatter = new EventScatter(plan.Batch, memory, plan.AsOfMicros, earlier?.AsOfMicros ?? long.MaxValue, folds.Length);
        var next = 0;
        Workers.Run(folds.Length, worker =>
        {
            var fold = new PartitionFold(scatter, memory.Scratch(worker), columns, folds[worker], earlier?.Of(worker));
            for (int partition; (partition = Interlocked.Increment(ref next) - 1) < scatter.PartitionCount;) fold.Fold(partition);
        });
    }
}
