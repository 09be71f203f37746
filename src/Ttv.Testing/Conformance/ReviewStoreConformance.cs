using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="IReviewStore"/> has to do.</summary>
public abstract class ReviewStoreConformance : StoreConformance
{
    /// <summary>A review is frozen: the first one of a week stays.</summary>
    [Fact]
    public async Task Add_SameKeyTwice_KeepsTheFirst()
    {
        var first = new StoredReview("2026-W09", Now, "sha256:1", """{"schema":"ttv.review/1","text":"ünï \u0000"}""");
        Assert.True(await Store.Reviews.AddAsync(first));
        Assert.False(await Store.Reviews.AddAsync(first with { Json = "{}" }));
        Assert.Equal(first, await Store.Reviews.FindAsync("2026-W09"));
        Assert.Null(await Store.Reviews.FindAsync("2026-W10"));
    }

    /// <summary>The latest review comes first.</summary>
    [Fact]
    public async Task List_Reviews_LatestFirst()
    {
        for (var week = 0; week < 3; week++) await Store.Reviews.AddAsync(new StoredReview($"week-{week}", Now + Duration.FromDays(7 * week), "sha256:1", "{}"));
        Assert.Equal([.. Enumerable.Range(0, 3).Reverse().Select(w => new ReviewSlip($"week-{w}", Now + Duration.FromDays(7 * w)))], await Store.Reviews.ListAsync());
    }

    /// <summary>Facts about cohorts are read back value for value.</summary>
    [Fact]
    public async Task AppendCohortFacts_Facts_AreReadBack()
    {
        CohortFact[] facts =
        [
            CohortFact.Create("2026-W09", CohortFactKind.OwnerAssigned, "Ada \"the first\"", "Grace", Now, Now + Duration.FromSeconds(1)),
            CohortFact.Create("2026-W09/segment=founder", CohortFactKind.ProofAttached, "https://example.com/proof", "Grace", Now),
        ];
        await Store.Reviews.AppendCohortFactsAsync(facts);
        await Store.Reviews.AppendCohortFactsAsync([]);
        Assert.Equal(facts.ToHashSet(), (await Store.Reviews.ReadCohortFactsAsync()).ToHashSet());
    }
}
