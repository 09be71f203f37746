using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Hosting.Support;
using Ttv.Segments;

namespace Ttv.Hosting.Reviews;

public class ReviewJobTests
{
    /// <summary>The Monday of 2026-W10, in Berlin.</summary>
    private static readonly Instant WeekStart = Instant.FromUtc(2026, 3, 1, 23, 0);

    [Fact]
    public async Task RunOnce_WeekAndItsSettlingTimeOver_MakesItsReviewOnce()
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);

        host.Clock.Set(WeekStart + Duration.FromHours((7 * 24) + 2) - Duration.FromSeconds(1));
        // The week before is closed too, but nobody had signed up in it.
        Assert.Empty(await host.Get<ReviewJob>().RunOnceAsync());

        host.Clock.Set(WeekStart + Duration.FromHours((7 * 24) + 4));
        var made = Assert.Single(await host.Get<ReviewJob>().RunOnceAsync());
        Assert.Equal(("2026-W10", WeekStart + Duration.FromDays(7)), (made.Key, made.AsOf));
        Assert.Equal(8, Accounts(made));
        Assert.Equal(made, await host.Get<IReviewStore>().FindAsync("2026-W10"));
        Assert.Empty(await host.Get<ReviewJob>().RunOnceAsync());
    }

    [Theory]
    [InlineData("2026-W13", 2026, 3, 29, 22)] // the night in which summer time begins is in the week that ends
    [InlineData("2026-W43", 2026, 10, 25, 23)] // and in this one it ends
    public async Task RunOnce_WeekWithAChangeOfTheClocks_EndsAtLocalMidnight(string week, int year, int month, int day, int utcHour)
    {
        await using var host = Berlin();
        var end = Instant.FromUtc(year, month, day, utcHour, 0);
        await SignUpsAsync(host, end - Duration.FromDays(5), 5);
        // One account a minute before local midnight, one a minute after: the second belongs to the week to come.
        await host.TellAsync(SignUp, AccountId.Create("before"), end - Duration.FromMinutes(1));
        await host.TellAsync(SignUp, AccountId.Create("after"), end + Duration.FromMinutes(1));
        host.Clock.Set(end + Duration.FromHours(3));

        var made = Assert.Single(await host.Get<ReviewJob>().RunOnceAsync());
        Assert.Equal((week, end), (made.Key, made.AsOf));
        Assert.Equal(6, Accounts(made));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task RunOnce_ClocksAnHourApart_MakeTheSameWeeksAndEachOnce(int skew)
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);
        var skewed = JobOf(host, "skewed", new Testing.ManualClock(WeekStart), out var skewedClock);
        var made = new List<StoredReview>();
        for (var hour = 24; hour <= 15 * 24; hour++)
        {
            host.Clock.Set(WeekStart + Duration.FromHours(hour));
            skewedClock.Set(WeekStart + Duration.FromHours(hour + skew));
            made.AddRange(await skewed.RunOnceAsync());
            made.AddRange(await host.Get<ReviewJob>().RunOnceAsync());
            // Neither clock closes a week that is not over on both.
            Assert.All(made, m => Assert.True(m.AsOf <= WeekStart + Duration.FromHours(hour - 1)));
        }

        Assert.Equal(["2026-W10", "2026-W11"], made.Select(m => m.Key));
    }

    [Fact]
    public async Task RunOnce_ClockJumpsBack_MakesNoOtherWeekAndRewritesNone()
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);
        host.Clock.Set(WeekStart + Duration.FromDays(8));
        var made = Assert.Single(await host.Get<ReviewJob>().RunOnceAsync());

        foreach (var days in new[] { -30, -7, 3, 7, 8 })
        {
            host.Clock.Set(WeekStart + Duration.FromDays(days));
            Assert.Empty(await host.Get<ReviewJob>().RunOnceAsync());
        }

        Assert.Equal(made, await host.Get<IReviewStore>().FindAsync(made.Key));
    }

    [Fact]
    public async Task RunOnce_AfterWeeksWithoutAHost_MakesUpForEachAsItWas()
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);
        host.Clock.Set(WeekStart + Duration.FromDays(8));
        Assert.Single(await host.Get<ReviewJob>().RunOnceAsync());

        await SignUpsAsync(host, WeekStart + Duration.FromDays(15), 5, "later");
        host.Clock.Set(WeekStart + Duration.FromDays(30));
        var made = await host.Get<ReviewJob>().RunOnceAsync();
        Assert.Equal(["2026-W11", "2026-W12", "2026-W13"], made.Select(m => m.Key));
        Assert.Equal([8, 13, 13], made.Select(Accounts));

        // The same weeks, made one by one as they closed, are the same reviews.
        await using var other = Berlin();
        await SignUpsAsync(other, WeekStart, 8);
        await SignUpsAsync(other, WeekStart + Duration.FromDays(15), 5, "later");
        for (var week = 1; week <= 4; week++)
        {
            other.Clock.Set(WeekStart + Duration.FromDays((7 * week) + 1));
            await other.Get<ReviewJob>().RunOnceAsync();
        }

        foreach (var review in made.AsEnumerable()) Assert.Equal(review.Json, (await other.Get<IReviewStore>().FindAsync(review.Key))!.Json);
    }

    [Fact]
    public async Task RunOnce_EventToldAfterTheReview_LeavesItFrozen()
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);
        host.Clock.Set(WeekStart + Duration.FromDays(8));
        var made = Assert.Single(await host.Get<ReviewJob>().RunOnceAsync());

        await SignUpsAsync(host, WeekStart + Duration.FromDays(1), 3, "late");
        Assert.Empty(await host.Get<ReviewJob>().RunOnceAsync());
        Assert.Equal(8, Accounts((await host.Get<IReviewStore>().FindAsync(made.Key))!));
    }

    [Fact]
    public async Task RunOnce_AnotherInstanceAtIt_LeavesItAlone()
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);
        host.Clock.Set(WeekStart + Duration.FromDays(8));
        Assert.True(await host.Store.TryAcquireAsync("review", "other", Duration.FromMinutes(1)));
        Assert.Empty(await host.Get<ReviewJob>().RunOnceAsync());
        Assert.True(await host.Store.ReleaseAsync("review", "other"));
        Assert.Single(await host.Get<ReviewJob>().RunOnceAsync());
    }

    [Fact]
    public async Task RunOnce_ManyInstancesAtOnce_MakeOneReviewAWeek()
    {
        await using var host = Berlin();
        await SignUpsAsync(host, WeekStart, 8);
        host.Clock.Set(WeekStart + Duration.FromDays(8));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => JobOf(host, $"instance-{i}", host.Clock, out _).RunOnceAsync())));
        Assert.Single(made.SelectMany(m => m.AsEnumerable()));
        Assert.Single(await host.Get<IReviewStore>().ListAsync());
    }

    [Fact]
    public async Task RunOnce_EmptyLog_FreezesNothingAndStartsWithTheFirstWeekThatHasSomebody()
    {
        await using var host = Berlin();
        host.Clock.Set(WeekStart + Duration.FromDays(8));
        Assert.Empty(await host.Get<ReviewJob>().RunOnceAsync());
        Assert.Empty(await host.Get<IReviewStore>().ListAsync());

        await SignUpsAsync(host, WeekStart + Duration.FromDays(9), 4);
        host.Clock.Set(WeekStart + Duration.FromDays(15));
        Assert.Equal("2026-W11", Assert.Single(await host.Get<ReviewJob>().RunOnceAsync()).Key);
    }

    private static SignedUp SignUp { get; } = new(EventProperties.Of(("segment", "founder")));

    private static TestHost Berlin() => new(t => t.Configure(o => o.Zone = "Europe/Berlin"));

    private static ReviewJob JobOf(TestHost host, string instance, Testing.ManualClock clock, out Testing.ManualClock given)
    {
        given = clock;
        return new(host.Store, host.Store, host.Store, host.Get<TtvDefinitions>(), host.Get<CohortReviewer>(), clock, Options.Create(new TtvHostingOptions { InstanceId = instance }), NullLogger<ReviewJob>.Instance);
    }

    private static async Task SignUpsAsync(TestHost host, Instant from, int count, string name = "account")
    {
        for (var i = 0; i < count; i++) await host.TellAsync(SignUp, AccountId.Create($"{name}-{i}"), from + Duration.FromHours(i + 1));
    }

    private static int Accounts(StoredReview review)
    {
        using var json = JsonDocument.Parse(review.Json);
        return json.RootElement.GetProperty("accounts").GetInt32();
    }
}
