using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Ingestion.Support;

/// <summary>Keeps what it is told as comparable values: the account, what the event says as far as it is needed, its times, its id's hash.</summary>
internal sealed class RecordingSink(params string[] needed) : ICodedEventSink
{
    private readonly List<AccountId> _accounts = [];
    private readonly List<EventBody> _bodies = [];

    public List<(string Account, EventBody Body, long OccurredAt, long RecordedAt, ulong IdHash)> Told { get; } = [];

    public IReadOnlyList<AccountId> Accounts => _accounts;

    public ValueList<string> NeededProperties { get; } = needed.ToValueList();

    public int IndexOf(AccountId account)
    {
        var index = _accounts.IndexOf(account);
        if (index >= 0) return index;
        _accounts.Add(account);
        return _accounts.Count - 1;
    }

    public int CodeOf(EventBody body)
    {
        var needed = Reduce(body);
        var code = _bodies.IndexOf(needed);
        if (code >= 0) return code;
        _bodies.Add(needed);
        return _bodies.Count - 1;
    }

    public void Add(ReadOnlySpan<CodedEvent> events)
    {
        foreach (var e in events) Told.Add((_accounts[e.Account].Value, _bodies[e.Reading], e.OccurredAtMicroseconds, e.RecordedAtMicroseconds, e.IdHash));
    }

    /// <summary>An event read as an object, as this sink would have been told of it.</summary>
    public (string Account, EventBody Body, long OccurredAt, long RecordedAt, ulong IdHash) Expect(TtvEvent told) =>
        (told.Account.Value, Reduce(told.Body), told.OccurredAt.ToUnixTimeTicks() / 10, told.RecordedAt.ToUnixTimeTicks() / 10, EventIdHash.Of(told.Id));

    private EventBody Reduce(EventBody body) => body is ProductEvent product
        ? new ProductEvent(product.Name, product.Properties.Keep(name => NeededProperties.Contains(name)))
        : body;
}
