using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Benchmarks.Columns;

/// <summary>The fold that every way of reading is measured with: an account's events, its first sign-up and its first report.</summary>
internal sealed class FoldSink(bool folds) : ICodedEventSink
{
    private readonly Dictionary<AccountId, int> _indices = [];
    private (long Count, long SignedUp, long Reported)[] _accounts = new (long, long, long)[1024];

    public long Events { get; private set; }

    public ValueList<string> NeededProperties => ["platform"];

    public int IndexOf(AccountId account)
    {
        if (_indices.TryGetValue(account, out var index)) return index;
        index = _indices.Count;
        _indices.Add(account, index);
        if (index == _accounts.Length) Array.Resize(ref _accounts, 2 * index);
        _accounts[index] = (0, long.MaxValue, long.MaxValue);
        return index;
    }

    public int CodeOf(EventBody body) => body.Name switch { "signed_up" => 1, "reported" => 2, _ => 0 };

    public void Add(ReadOnlySpan<CodedEvent> events)
    {
        Events += events.Length;
        if (!folds) return;
        foreach (ref readonly var e in events) Add(ref _accounts[e.Account], e.Reading, e.OccurredAtMicroseconds);
    }

    public static void Add(ref (long Count, long SignedUp, long Reported) account, int reading, long at)
    {
        account.Count++;
        if (reading == 1) account.SignedUp = Math.Min(account.SignedUp, at);
        else if (reading == 2) account.Reported = Math.Min(account.Reported, at);
    }

    public Answer ToAnswer() => Answer.Of(_accounts.Take(_indices.Count));
}
