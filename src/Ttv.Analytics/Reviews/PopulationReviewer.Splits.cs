using Ttv.Analytics.Populations;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <content>The segments, and the weekly cohorts as the policy splits them.</content>
public sealed partial class PopulationReviewer
{
    /// <summary>The segments, and the weeks split as the policy says, which may be by what segments are expected to take.</summary>
    private (ValueList<CohortResult> Segments, ValueList<CohortResult> Cohorts) ReviewSplits(OutcomeColumns outcomes, ReviewedAccounts accounts, BulkReviewRequest request)
    {
        var segments = Review(outcomes, request with { Groups = ReviewGroups.All.BySegment() }).Results;
        return (segments, Review(outcomes, request with { Groups = Split(WeeksOf(accounts), accounts, segments), WithCurves = false }).Results);
    }

    private ReviewGroups Split(ReviewGroups weeks, ReviewedAccounts accounts, ValueList<CohortResult> segments) => Policy.By switch
    {
        null => weeks,
        ReviewPolicy.BySegment => weeks.BySegment(),
        ReviewPolicy.ByBand => weeks.ByBand(segments),
        var key => ByProfile(weeks, accounts, key),
    };

    private static ReviewGroups ByProfile(ReviewGroups weeks, ReviewedAccounts accounts, string key)
    {
        var (indexOf, values) = (new Dictionary<int, int>(), new List<string>());
        var signedUpAt = accounts.SignedUpAt;
        var profiles = accounts.Profile;
        var indexes = new int[signedUpAt.Length - signedUpAt.Count(Population.Never)];
        for (var (row, to) = (0, 0); row < signedUpAt.Length; row++)
        {
            if (signedUpAt[row] == Population.Never) continue;
            if (!indexOf.TryGetValue(profiles[row], out var index))
            {
                index = -1;
                if (accounts.Profiles[profiles[row]][key]?.ToString() is { } value)
                {
                    index = values.Count;
                    values.Add(value);
                }

                indexOf.Add(profiles[row], index);
            }

            indexes[to++] = index;
        }

        return weeks.By(key, indexes, [.. values]);
    }
}
