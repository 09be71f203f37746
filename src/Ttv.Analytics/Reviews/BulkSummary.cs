using NodaTime;

namespace Ttv.Analytics.Reviews;

/// <summary>A quick look at every group of accounts. Made by <see cref="BulkReviewer"/>.</summary>
/// <remarks>Immutable, compared by value, safe to share between threads.</remarks>
public sealed record BulkSummary
{
    /// <summary>Where observation ended.</summary>
    public required Instant ObservedUntil { get; init; }

    /// <summary>The groups that have an account, by week and then by key.</summary>
    public required ValueList<CohortSummary> Summaries { get; init; }

    /// <summary>The accounts that signed up after the end of observation; they are left out.</summary>
    public required long SignedUpAfterObservation { get; init; }

    /// <summary>The accounts with first value before sign-up; they are left out until that is corrected.</summary>
    public required long FirstValueBeforeSignUp { get; init; }
}
