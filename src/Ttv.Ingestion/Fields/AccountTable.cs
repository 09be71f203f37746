using System.Text;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Ingestion.Fields;

/// <summary>The accounts one reader has seen, by their bytes, and their indices in the sink.</summary>
internal sealed class AccountTable
{
    private readonly Utf8Interner _known = new();
    private readonly List<AccountId> _new = [];
    private int[] _indices = new int[256];
    private ulong[] _hashes = [];

    /// <summary>Whether bytes are an account's id without looking further: printable ASCII, not too long.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> account) => account.Length <= AccountId.MaxLength && !account.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>The account's number in this table, or -1 where it breaks an account's rule.</summary>
    public int NumberOf(ReadOnlySpan<byte> account)
    {
        var hash = EventIdHash.OfUtf8(account);
        var number = _known.Find(account, hash);
        return number >= 0 ? number
            : AccountId.TryCreate(Encoding.UTF8.GetString(account), out var created, out _) ? Add(account, hash, created)
            : -1;
    }

    /// <summary>Puts the numbers of plain accounts in place of where they stand in the text.</summary>
    /// <remarks>A million accounts lie outside of any cache. The table's slots are touched for all events first and looked
    /// up after that, so that the waits for memory overlap instead of following one another.</remarks>
    public void Number(ReadOnlySpan<byte> text, Span<CodedEvent> events, ReadOnlySpan<FieldValue> accounts)
    {
        if (_hashes.Length < events.Length) _hashes = new ulong[2 * events.Length];
        for (var i = 0; i < events.Length; i++) _hashes[i] = accounts[i].Length == 0 ? 0 : _known.Touch(EventIdHash.OfUtf8(accounts[i].In(text)));
        for (var i = 0; i < events.Length; i++)
        {
            if (accounts[i].Length == 0) continue;
            var account = accounts[i].In(text);
            var number = _known.Find(account, _hashes[i]);
            events[i] = events[i] with { Account = number >= 0 ? number : Add(account, _hashes[i], AccountId.Create(Encoding.UTF8.GetString(account))) };
        }
    }

    /// <summary>The number of an account read as text.</summary>
    public int NumberOf(AccountId account)
    {
        Span<byte> utf8 = stackalloc byte[3 * AccountId.MaxLength];
        var key = utf8[..Encoding.UTF8.GetBytes(account.Value, utf8)];
        var hash = EventIdHash.OfUtf8(key);
        var number = _known.Find(key, hash);
        return number >= 0 ? number : Add(key, hash, account);
    }

    /// <summary>Asks the sink for the indices of the accounts seen since the last time.</summary>
    public ReadOnlySpan<int> IndicesIn(ICodedEventSink sink)
    {
        var first = _known.Count - _new.Count;
        if (_indices.Length < _known.Count) Array.Resize(ref _indices, Math.Max(_known.Count, 2 * _indices.Length));
        for (var i = 0; i < _new.Count; i++) _indices[first + i] = sink.IndexOf(_new[i]);
        _new.Clear();
        return _indices.AsSpan(0, _known.Count);
    }

    private int Add(ReadOnlySpan<byte> key, ulong hash, AccountId account)
    {
        _new.Add(account);
        return _known.Add(key, hash);
    }
}
