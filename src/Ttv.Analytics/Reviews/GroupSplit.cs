namespace Ttv.Analytics.Reviews;

/// <summary>What splits the accounts beside their week.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">The name of each index.</param>
/// <param name="Indexes">Each account's index or -1; null: its segment's.</param>
internal sealed record GroupSplit(string Name, string[] Values, ReadOnlyMemory<int>? Indexes)
{
    /// <summary>What an account without a value is grouped under in its week, as <see cref="Cohorts.CohortReviewer"/> does.</summary>
    public const string None = "none";
}
