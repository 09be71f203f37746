namespace Ttv.Analytics.Populations;

/// <summary>A piece of a batch: five columns of the same events. It grows up to its capacity and is never moved after that.</summary>
internal sealed class EventChunk
{
    /// <summary>No power of two, so that the columns do not start at equal offsets within a memory page.</summary>
    public const int Capacity = 60_000;
    private const int Initial = 64;

    private int[] _accounts = new int[Initial];
    private int[] _codes = new int[Initial];
    private long[] _occurredAt = new long[Initial];
    private long[] _recordedAt = new long[Initial];
    private ulong[] _idHashes = new ulong[Initial];

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
