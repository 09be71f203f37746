using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>A piece of a batch: five columns of the same events. It grows up to its capacity and is never moved after that.</summary>
/// <param name="room">The events that it has room for at first. A batch's first piece begins small, as most batches are; another one is there to be filled.</param>
internal sealed class EventChunk(int room)
{
    /// <summary>No power of two, so that the columns do not start at equal offsets within a memory page.</summary>
    public const int Capacity = 60_000;

    private int[] _accounts = GC.AllocateUninitializedArray<int>(room);
    private int[] _codes = GC.AllocateUninitializedArray<int>(room);
    private long[] _occurredAt = GC.AllocateUninitializedArray<long>(room);
    private long[] _recordedAt = GC.AllocateUninitializedArray<long>(room);
    private ulong[] _idHashes = GC.AllocateUninitializedArray<ulong>(room);

    public int Count { get; private set; }

    public int Free => Capacity - Count;

    public ReadOnlySpan<int> Accounts => _accounts.AsSpan(0, Count);

    public ReadOnlySpan<int> Codes => _codes.AsSpan(0, Count);

    public ReadOnlySpan<long> OccurredAt => _occurredAt.AsSpan(0, Count);

    public ReadOnlySpan<long> RecordedAt => _recordedAt.AsSpan(0, Count);

    public ReadOnlySpan<ulong> IdHashes => _idHashes.AsSpan(0, Count);

    public void Add(int account, long occurredAt, long recordedAt, int code, ulong idHash)
    {
        Reserve(1);
        _accounts[Count] = account;
        _occurredAt[Count] = occurredAt;
        _recordedAt[Count] = recordedAt;
        _codes[Count] = code;
        _idHashes[Count] = idHash;
        Count++;
    }

    public void Add(ReadOnlySpan<CodedEvent> events)
    {
        Reserve(events.Length);
        var accounts = _accounts.AsSpan(Count, events.Length);
        var codes = _codes.AsSpan(Count, events.Length);
        var occurredAt = _occurredAt.AsSpan(Count, events.Length);
        var recordedAt = _recordedAt.AsSpan(Count, events.Length);
        var idHashes = _idHashes.AsSpan(Count, events.Length);
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var e = ref events[i];
            accounts[i] = e.Account;
            codes[i] = e.Reading;
            occurredAt[i] = e.OccurredAtMicroseconds;
            recordedAt[i] = e.RecordedAtMicroseconds;
            idHashes[i] = e.IdHash;
        }

        Count += events.Length;
    }

    public void Add(ReadOnlySpan<int> accounts, ReadOnlySpan<long> occurredAt, ReadOnlySpan<long> recordedAt, ReadOnlySpan<int> codes, ReadOnlySpan<ulong> idHashes)
    {
        Reserve(accounts.Length);
        accounts.CopyTo(_accounts.AsSpan(Count));
        occurredAt.CopyTo(_occurredAt.AsSpan(Count));
        recordedAt.CopyTo(_recordedAt.AsSpan(Count));
        codes.CopyTo(_codes.AsSpan(Count));
        idHashes.CopyTo(_idHashes.AsSpan(Count));
        Count += accounts.Length;
    }

    private void Reserve(int more)
    {
        if (Count + more <= _accounts.Length) return;
        var length = Math.Min(Capacity, Math.Max(Count + more, 4 * _accounts.Length));
        Array.Resize(ref _accounts, length);
        Array.Resize(ref _codes, length);
        Array.Resize(ref _occurredAt, length);
        Array.Resize(ref _recordedAt, length);
        Array.Resize(ref _idHashes, length);
    }
}
