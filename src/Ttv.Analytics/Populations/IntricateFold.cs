using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>
/// The accounts that neither way without times of recording takes, as those with corrected or impossible events: their events are picked
/// out of the batch once more, and folded by the journey fold.
/// </summary>
internal sealed class IntricateFold
{
    private readonly FoldPlan _plan;
    private readonly ReviewColumns _columns;
    private readonly (int Account, int Events)[] _accounts;
    private readonly int _workers;
    private readonly AccountOrdinals _ordinals;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly PackedEvent[] _events;
    private readonly EventProperties?[] _profiles;
    private readonly JourneyRows _rows;
    private readonly PathWatch[]? _watches;
    private int _next;

    public IntricateFold(FoldPlan plan, ReviewColumns columns, JourneyRows rows, (int Account, int Events)[] accounts, int workers, PathWatch[]? watches)
    {
        (_plan, _columns, _rows, _accounts, _workers, _watches) = (plan, columns, rows, accounts, workers, watches);
        _profiles = new EventProperties[accounts.Length];
        _ordinals = new AccountOrdinals(plan.Batch.AccountCount, accounts);
        _starts = new int[accounts.Length];
        var total = 0;
        for (var i = 0; i < accounts.Length; i++) (_starts[i], total) = (total, total + accounts[i].Events);
        _ends = [.. _starts];
        _events = new PackedEvent[total];
    }

    /// <summary>Writes the accounts' rows, and tells their profiles.</summary>
    public IEnumerable<(int Account, EventProperties Profile)> Run()
    {
        Workers.Run(_workers, PickOut);
        Workers.Run(_workers, Fold);
        for (var i = 0; i < _accounts.Length; i++)
        {
            if (_profiles[i] is { } profile) yield return (_accounts[i].Account, profile);
        }
    }

    private void PickOut(int worker)
    {
        var chunks = _plan.Batch.Chunks;
        for (var c = worker; c < chunks.Length; c += _workers) PickOut(chunks[c]);
    }

    private void PickOut(EventChunk chunk)
    {
        var accounts = chunk.Accounts;
        for (var i = 0; i < accounts.Length; i++)
        {
            if (!_ordinals.Contains(accounts[i]) || chunk.RecordedAt[i] > _plan.AsOfMicros) continue;
            _events[Interlocked.Increment(ref _ends[_ordinals.Of(accounts[i])]) - 1] = new PackedEvent(chunk.OccurredAt[i], chunk.RecordedAt[i], chunk.Codes[i], chunk.IdHashes[i]);
        }
    }

    private void Fold(int worker)
    {
        for (int i; (i = Interlocked.Increment(ref _next) - 1) < _accounts.Length;)
        {
            // Of an account of which nothing was known yet, nothing is told.
            if (_starts[i] == _ends[i]) continue;
            var journey = JourneyOf(i);
            _profiles[i] = journey.Profile;
            _columns.Write(_accounts[i].Account, [_rows.RowOf(journey)]);
            _watches?[worker].Take(journey);
        }
    }

    private Journey JourneyOf(int ordinal)
    {
        var batch = _plan.Batch;
        var account = _accounts[ordinal].Account;
        var events = new List<PackedEvent>();
        events.AddRange(_events.AsSpan(_starts[ordinal].._ends[ordinal]));
        var distinct = PackedEvents.Distinct(events, batch.Fold.Interpreter, out var conflicts);
        var read = new List<ReadEvent>(distinct.Count);
        foreach (var e in distinct)
            read.Add(new ReadEvent(Instants.FromMicroseconds(e.OccurredAt), Instants.FromMicroseconds(e.RecordedAt), batch.Fold.Interpreter[e.Code], null));
        return batch.Fold.FoldDistinct(batch.Names[account], read, conflicts, _plan.AsOf, _plan.Watermark);
    }
}
