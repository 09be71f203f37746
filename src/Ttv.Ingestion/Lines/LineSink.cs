using NodaTime;
using Ttv.Events;

namespace Ttv.Ingestion.Lines;

/// <summary>Takes what a line says and makes events of it, or sets the line aside as a whole.</summary>
internal sealed class LineSink(ImportReport report, DateTimeZone zone)
{
    private readonly List<TtvEvent> _events = [];

    public DateTimeZone Zone => zone;

    public void Blank() => report.BlankLines++;

    public void Ignore(string kind) => report.Ignore(kind);

    public void SetAside(long line, string reason, string message) => report.AddSetAside(line, reason, message);

    /// <summary>Hands over the events of the line just read.</summary>
    public IReadOnlyList<TtvEvent> Take()
    {
        if (_events.Count == 0) return [];
        var taken = _events.ToArray();
        _events.Clear();
        return taken;
    }

    /// <summary>Adds a fact or a product event by its name.</summary>
    /// <exception cref="LineException">The account, the id, the name or a fact's field breaks its rule.</exception>
    public void Add(string account, string name, EventProperties properties, Instant occurredAt, Instant? recordedAt, string? id)
    {
        if (name.StartsWith(CohortFact.Prefix, StringComparison.Ordinal))
        {
            if (!CohortFact.TryRead(name, properties, occurredAt, recordedAt, out var cohortFact, out var cohortFault))
                throw new LineException(SetAsideReasons.InvalidFact, cohortFault!);
            report.Add(cohortFact!);
            return;
        }

        if (!EventBody.TryRead(name, properties, out var body, out var fault))
            throw new LineException(name.StartsWith(Fact.Prefix, StringComparison.Ordinal) ? SetAsideReasons.InvalidFact : SetAsideReasons.InvalidName, fault!);
        Add(account, body!, occurredAt, recordedAt, id);
    }

    public void Add(string account, EventBody body, Instant occurredAt, Instant? recordedAt, string? id)
    {
        if (!AccountId.TryCreate(account, out var accountId, out var fault)) throw new LineException(SetAsideReasons.InvalidAccount, fault!);
        EventId? eventId = null;
        if (id is not null)
        {
            if (!EventId.TryCreate(id, out var given, out fault)) throw new LineException(SetAsideReasons.InvalidId, fault!);
            eventId = given;
        }

        var told = TtvEvent.Create(accountId, occurredAt, body, eventId, recordedAt);
        report.Count(told, eventId is not null);
        _events.Add(told);
    }
}
