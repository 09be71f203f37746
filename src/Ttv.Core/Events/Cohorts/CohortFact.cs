using NodaTime;
using Ttv.Text;

namespace Ttv.Events;

/// <summary>
/// One line of a cohort's accountability trail: somebody named its owner, linked the proof of an intervention or named
/// the approver of escalations. It is told of a cohort, not of an account, so it stands beside the account log.
/// </summary>
/// <remarks>Wire names <c>ttv.cohort_owner_assigned</c>, <c>ttv.cohort_proof_attached</c>, <c>ttv.cohort_approver_named</c>
/// with the properties <c>cohort</c>, <c>value</c> and <c>set_by</c>. Immutable.</remarks>
public sealed record CohortFact
{
    /// <summary>What the names of cohort facts begin with: <c>ttv.cohort_</c>.</summary>
    public const string Prefix = "ttv.cohort_";

    private CohortFact(string cohort, CohortFactKind kind, string value, string setBy, Instant occurredAt, Instant recordedAt)
    {
        Cohort = cohort;
        Kind = kind;
        Value = value;
        SetBy = setBy;
        OccurredAt = occurredAt;
        RecordedAt = recordedAt;
    }

    /// <summary>The cohort's key, as the review prints it: <c>2026-W14</c>, or <c>2026-W14/segment=founder</c>.</summary>
    public string Cohort { get; }

    /// <summary>What was said.</summary>
    public CohortFactKind Kind { get; }

    /// <summary>The owner's or approver's name, or the proof's absolute URI.</summary>
    public string Value { get; }

    /// <summary>Who said so.</summary>
    public string SetBy { get; }

    /// <summary>When it was said.</summary>
    public Instant OccurredAt { get; }

    /// <summary>When it became known.</summary>
    public Instant RecordedAt { get; }

    /// <summary>Creates a cohort fact. Texts have 1 to 200 characters, a proof is an absolute URI of up to 2,048.</summary>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public static CohortFact Create(string cohort, CohortFactKind kind, string value, string setBy, Instant occurredAt, Instant? recordedAt = null)
    {
        FactFields.Text("cohort", cohort, 200);
        FactFields.Defined("kind", kind);
        FactFields.Text("value", value, kind == CohortFactKind.ProofAttached ? 2048 : 200);
        FactFields.Text("set_by", setBy, 200);
        if (kind == CohortFactKind.ProofAttached && !Uri.TryCreate(value, UriKind.Absolute, out _))
            throw new ArgumentException($"value '{Names.Shorten(value)}' is not an absolute URI.", nameof(value));
        var occurred = Instants.Quantise(occurredAt);
        return new CohortFact(cohort, kind, value, setBy, occurred, recordedAt is { } recorded ? Instants.Quantise(recorded) : occurred);
    }

    /// <summary>Reads a cohort fact from an event's name and properties; false with what is wrong where they do not fit.</summary>
    public static bool TryRead(string name, EventProperties properties, Instant occurredAt, Instant? recordedAt, out CohortFact? fact, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(properties);
        fact = null;
        fault = null;
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !WireNames<CohortFactKind>.TryParse(name[Prefix.Length..], out var kind))
        {
            fault = $"event name '{Names.Shorten(name)}' is no cohort fact: {Prefix} and one of {WireNames<CohortFactKind>.Allowed} are allowed.";
            return false;
        }

        try
        {
            fact = Create(Read("cohort"), kind, Read("value"), Read("set_by"), occurredAt, recordedAt);
            return true;
        }
        catch (ArgumentException e)
        {
            fault = $"{name}: {FactFields.FaultIn(e)}";
            return false;
        }

        string Read(string field) => properties[field]?.ToString() ?? "";
    }
}
