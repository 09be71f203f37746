using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>
/// A batch's events recorded by an instant, parted by account: up to 1,024 runs of consecutive account numbers, so that
/// the events of one run and the rows they make stay in a core's cache.
/// </summary>
/// <remarks>Account numbers are dense, which spares the hash table that hashed ids would need. Where each worker writes is counted first:
/// the order within a partition is the batch's, whatever the number of workers.</remarks>
internal sealed class EventScatter
{
    private const int MostPartitions = 1_024;
    private const int EventsPerPartition = 8_192;

    private readonly EventBatch _batch;
    private readonly FoldWorkspace _workspace;
    private readonly long _recordedBy;
    private readonly long _earlier;
    private readonly int _workers;
    private readonly int _shift;
    private readonly int[] _starts;
    private readonly EventRoom _room;

    /// <param name="batch">The events.</param>
    /// <param name="workspace">The memory to work in.</param>
    /// <param name="recordedBy">Events recorded later are left out.</param>
    /// <param name="earlier">Events recorded later than this are marked as late.</param>
    /// <param name="workers">How many threads work at once.</param>
    public EventScatter(EventBatch batch, FoldWorkspace workspace, long recordedBy, long earlier, int workers)
    {
        (_batch, _workspace, _recordedBy, _earlier, _workers) = (batch, workspace, recordedBy, earlier, workers);
        var wanted = Math.Clamp(batch.EventCount / EventsPerPartition, 1, MostPartitions);
        while (((long)batch.AccountCount - 1) >> _shift >= wanted) _shift++;
        PartitionCount = batch.AccountCount == 0 ? 0 : ((batch.AccountCount - 1) >> _shift) + 1;
        _starts = new int[PartitionCount + 1];
        Workers.Run(workers, Count);
        _room = workspace.Events(PlaceLanes());
        Workers.Run(workers, Scatter);
    }

    public int PartitionCount { get; }

    public int FirstAccountOf(int partition) => partition << _shift;

    public int EndAccountOf(int partition) => (int)Math.Min(_batch.AccountCount, ((long)partition + 1) << _shift);

    public ReadOnlySpan<FoldEvent> EventsOf(int partition) => _room.Events[_starts[partition].._starts[partition + 1]];

    private ReadOnlySpan<EventChunk> ChunksOf(int worker)
    {
        var chunks = _batch.Chunks;
        return chunks[(int)((long)chunks.Length * worker / _workers)..(int)((long)chunks.Length * (worker + 1) / _workers)];
    }

    private void Count(int worker)
    {
        var counts = _workspace.Scratch(worker).Lanes.Clear(PartitionCount);
        foreach (var chunk in ChunksOf(worker)) Count(chunk, counts);
    }

    private void Count(EventChunk chunk, Span<int> counts)
    {
        var accounts = chunk.Accounts;
        var recordedAt = chunk.RecordedAt[..accounts.Length];
        for (var i = 0; i < accounts.Length; i++)
        {
            if (recordedAt[i] <= _recordedBy) counts[accounts[i] >> _shift]++;
        }
    }

    /// <summary>Turns each worker's counts into where it writes; the total.</summary>
    private int PlaceLanes()
    {
        var total = 0;
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            _starts[partition] = total;
            for (var worker = 0; worker < _workers; worker++)
            {
                total = _workspace.Scratch(worker).Lanes.Place(partition, total);
            }
        }

        return _starts[PartitionCount] = total;
    }

    private void Scatter(int worker)
    {
        var lanes = _workspace.Scratch(worker).Lanes;
        foreach (var chunk in ChunksOf(worker)) Scatter(chunk, lanes);
        lanes.Complete(_room);
    }

    private void Scatter(EventChunk chunk, ScatterLanes lanes)
    {
        var accounts = chunk.Accounts;
        var codes = chunk.Codes[..accounts.Length];
        var idHashes = chunk.IdHashes[..accounts.Length];
        var occurredAt = chunk.OccurredAt[..accounts.Length];
        var recordedAt = chunk.RecordedAt[..accounts.Length];
        var (room, shift, recordedBy, earlier) = (_room, _shift, _recordedBy, _earlier);
        for (var i = 0; i < accounts.Length; i++)
        {
            if (recordedAt[i] > recordedBy) continue;
            ref var written = ref lanes.Next(accounts[i] >> shift, room);
            written.OccurredAt = occurredAt[i];
            written.IdHash = idHashes[i];
            written.Account = recordedAt[i] > earlier ? ~accounts[i] : accounts[i];
            written.Code = JourneyFold.IsImpossible(occurredAt[i], recordedAt[i]) ? ~codes[i] : codes[i];
        }
    }
}
