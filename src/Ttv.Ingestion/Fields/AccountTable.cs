using System.Text;
using Ttv.Events;
using Ttv.Ingestion.Blocks;
using Ttv.Journeys;

namespace Ttv.Ingestion.Fields;

/// <summary>The accounts that a log's readers have seen, by their bytes, and their indices in the sink.</summary>
/// <remarks>One for all threads, which look up and add accounts at the same time. The indices are for the one who merges.</remarks>
internal sealed class AccountTable
{
    private readonly Utf8Interner<AccountId> _known = new();

    /// <summary>By an account's number one more than its index; 0 where the sink was not asked yet.</summary>
    private int[] _indices = new int[256];

    /// <summary>Whether bytes are an account's id without looking further: printable ASCII, not too long.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> account) => account.Length <= AccountId.MaxLength && !account.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>The account's number in this table, or -1 where it breaks an account's rule.</summary>
    public int NumberOf(ReadOnlySpan<byte> account)
    {
        var key = Utf8Key.Of(account);
        var number = _known.Find(key, account);
        return number >= 0 ? number
            : AccountId.TryCreate(Encoding.UTF8.GetString(account), out var created, out _) ? _known.Add(key, account, created)
            : -1;
    }

    /// <summary>The number of an account read as text.</summary>
    public int NumberOf(AccountId account)
    {
        Span<byte> utf8 = stackalloc byte[3 * AccountId.MaxLength];
        var bytes = utf8[..Encoding.UTF8.GetBytes(account.Value, utf8)];
        return _known.Add(Utf8Key.Of(bytes), bytes, account);
    }

    /// <summary>Numbers the plain accounts that events tell by their place in the text.</summary>
    /// <param name="text">Lines.</param>
    /// <param name="events">The events of these lines.</param>
    /// <remarks>A million accounts lie outside of any cache. Looked up one right after the other, their waits for memory overlap.</remarks>
    public void Number(ReadOnlySpan<byte> text, Span<LineEvent> events)
    {
        foreach (ref var e in events)
        {
            if (e.AccountAt.IsAbsent) continue;
            var account = e.AccountAt.In(text);
            var key = Utf8Key.Of(account);
            var number = _known.Find(key, account);
            e.Account = number >= 0 ? number : _known.Add(key, account, AccountId.Create(Encoding.UTF8.GetString(account)));
        }
    }

    /// <summary>Puts the sink's indices in place of events' account numbers, asking for each account once and in the order of the events.</summary>
    public void Index(Span<LineEvent> events, ICodedEventSink sink)
    {
        if (_indices.Length < _known.Count) Array.Resize(ref _indices, 2 * _known.Count);
        var indices = _indices;
        foreach (ref var e in events)
        {
            ref var ordinal = ref indices[e.Account];
            if (ordinal == 0) ordinal = sink.IndexOf(_known[e.Account]) + 1;
            e.Account = ordinal - 1;
        }
    }
}
