using NodaTime;

namespace Ttv.Simulation;

/// <summary>The truth about one account, were it never nudged.</summary>
/// <remarks>Immutable, compared by value.</remarks>
public sealed record SimulatedAccount
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its place in the population, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How its segment behaves.</summary>
    public required SimulatedSegment Segment { get; init; }

    /// <summary>When it signs up.</summary>
    public required Instant SignedUpAt { get; init; }

    /// <summary>Its time zone.</summary>
    public required string Zone { get; init; }

    /// <summary>When it would complete each step of its path; the last is first value. After a step that it never does, none follows.</summary>
    public required ValueList<SimulatedStep> Steps { get; init; }

    /// <summary>When it cancels unless it reaches first value before.</summary>
    public required Instant ChurnsAt { get; init; }

    /// <summary>Potential value and expansion, each 0 to 1.</summary>
    public required (double Value, double Expansion) Fit { get; init; }

    /// <summary>When it reaches first value, or null: it cancels before, or never gets there.</summary>
    public Instant? FirstValueAt => Steps[^1].CompletedAt is { } at && at < ChurnsAt ? at : null;
}
