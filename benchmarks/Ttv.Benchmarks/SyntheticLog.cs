using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Benchmarks;

/// <summary>A log with a fixed seed: accounts sign up over half a year, take some of four steps, and come back now and then. The sign-ups stand first, the rest unordered, 1 % repeated.</summary>
internal static class SyntheticLog
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 0, 0);
    private static readonly string[] Names = ["signed_up", "page", "page", "page", "connected", "imported", "invited", "reported"];
    private static readonly EventProperties[] Platforms = [EventProperties.Of(("platform", "web")), EventProperties.Of(("platform", "mobile"))];

    public static TtvDefinitions Definitions { get; } = new(
        SegmentCatalog.Create(SegmentDefinition.Create("team", "Team", MilestonePath.Create(
            "team", "Team", Duration.FromDays(7),
            [Step("connected"), Step("imported"), Step("invited")],
            Step("reported")))),
        signUp: "signed_up",
        dimensions: ["platform"]);

    /// <summary>The events, made as they are enumerated; every 100th is a repetition of the one before.</summary>
    public static IEnumerable<TtvEvent> Events(int count, int accounts)
    {
        var random = new Random(20260302);
        TtvEvent? last = null;
        for (var i = 0; i < count; i++)
        {
            if (i >= accounts && i % 100 == 99 && last is not null)
            {
                yield return last;
                continue;
            }

            var account = i < accounts ? i : random.Next(accounts);
            var signUp = Start + Duration.FromMinutes((account * 7919L) % (180 * 1440));
            var name = i < accounts ? Names[0] : Names[random.Next(1, Names.Length)];
            var after = i < accounts ? Duration.Zero : Duration.FromSeconds(Math.Pow(random.NextDouble(), 3) * 60 * 86_400);
            last = TtvEvent.Create(AccountId.Create($"account-{account}"), signUp + after, new ProductEvent(name, Platforms[account % 2]), EventId.Create($"e{i}"));
            yield return last;
        }
    }

    private static Milestone Step(string name) => new() { Key = name, Title = name, CompletedBy = name };
}
