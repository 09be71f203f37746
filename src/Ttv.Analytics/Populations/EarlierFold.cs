using NodaTime;
using Ttv.Risk;

namespace Ttv.Analytics.Populations;

/// <summary>
/// Folds a batch's accounts as of an instant before the one that they are folded as of, as far as a review reads them, in the
/// same pass over their events.
/// </summary>
internal sealed class EarlierFold
{
    private readonly FoldPlan _plan;
    private readonly JourneyRows _rows;
    private readonly ReviewColumns _columns;
    private readonly AccountFold[] _folds;

    public EarlierFold(EventBatch batch, Instant asOf, int workers)
    {
        // A review's rows depend on no risk policy.
        _plan = new FoldPlan(batch, Instants.Quantise(asOf), RiskPolicy.Default);
        _rows = new JourneyRows(_plan);
        _columns = new ReviewColumns(batch.AccountCount);
        _folds = new AccountFold[workers];
        for (var i = 0; i < workers; i++) _folds[i] = new AccountFold(_plan, _rows, watch: null);
    }

    /// <summary>The instant, in microseconds.</summary>
    public long AsOfMicros => _plan.AsOfMicros;

    /// <summary>One worker's accounts.</summary>
    public EarlierAccounts Of(int worker) => new(AsOfMicros, _folds[worker], _columns);

    /// <summary>Folds what workers left. Once, after the last of them.</summary>
    public ReviewedAccounts Complete()
    {
        var profiles = new ProfileTable(_plan.Batch.Meanings);
        AccountFold.Complete(_folds, _plan, _rows, _columns, profiles, watches: null);
        return new ReviewedAccounts(_columns, profiles, _plan.Batch.AccountCount, _plan.Batch.Definitions, _plan.AsOf, _plan.ObservedUntil);
    }
}
