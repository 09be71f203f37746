using NodaTime;
using Ttv.Events;
using Ttv.Milestones;

namespace Ttv.Segments;

public class SegmentCatalogTests
{
    private static MilestonePath Path(string firstValue = "v", Complexity variant = Complexity.Standard, string key = "p") =>
        MilestonePath.Create(key, "P", Duration.FromHours(24), [], new Milestone { Key = "v", Title = "v", CompletedBy = firstValue }, variant);

    [Fact]
    public void Playbook_ThreeSegments_AreThoseOfTheTable()
    {
        Assert.Equal(["founder", "marketer", "operator"], Playbook.All.Select(s => s.Key.Value));
        Assert.Equal([72, 96, 120], Playbook.All.Select(s => s.DefaultPath.Deadline.TotalHours));
        Assert.Equal(
            ["first qualified lead delivered", "first approved content asset shipped", "first workflow running without manual intervention"],
            Playbook.All.Select(s => s.FirstValueTitle));
        Assert.Equal(["data source connected", "campaign launched", "lead scored"], Titles(Playbook.Founder));
        Assert.Equal(["brief complete", "voice baseline confirmed", "draft generated"], Titles(Playbook.Marketer));
        Assert.Equal(["trigger mapped", "QA pass", "fallback path enabled"], Titles(Playbook.Operator));

        static IEnumerable<string> Titles(SegmentDefinition s) => s.DefaultPath.Steps.Take(s.DefaultPath.SupportCount).Select(m => m.Title);
    }

    [Fact]
    public void Create_DuplicateAndDisorderedVersions_ListsEveryFault()
    {
        var one = SegmentDefinition.Create("s", "S", Path());
        var error = Assert.Throws<TtvValidationException>(() => SegmentCatalog.Create(
            one, one, one with { Version = 2 }, SegmentDefinition.Create("t", "T", Path()) with { Version = 0 }));
        Assert.Equal(3, error.Faults.Count);
    }

    [Fact]
    public void Find_BeforeTheFirstVersion_TakesTheFirst()
    {
        var from = Instant.FromUtc(2026, 1, 1, 0, 0);
        var catalog = SegmentCatalog.Create(SegmentDefinition.Create("s", "S", Path()) with { EffectiveFrom = from });
        Assert.Equal(1, catalog.Find(SegmentKey.Create("s"), from - Duration.FromDays(1))!.Version);
        Assert.Null(catalog.Find(SegmentKey.Create("t"), from));
    }

    [Fact]
    public void CreateSegment_FaultyVariants_ListsEveryFault()
    {
        var error = Assert.Throws<TtvValidationException>(() => SegmentDefinition.Create("", "", Path(), Path("w", Complexity.Advanced, "q"), Path(key: "r")));
        Assert.Equal(4, error.Faults.Count);
        Assert.Contains(error.Faults, f => f.Contains("'w'", StringComparison.Ordinal));
    }

    [Fact]
    public void Classify_DeclaredSegment_WinsAndASingleSegmentNeedsNone()
    {
        var single = new DeclaredSegmentClassifier(SegmentCatalog.Create(SegmentDefinition.Create("s", "S", Path())));
        Assert.Equal("s", single.Classify(EventProperties.Empty)!.Value.Value);
        Assert.Equal("x", single.Classify(EventProperties.Of(("segment", "x")))!.Value.Value);
        Assert.Null(new DeclaredSegmentClassifier(SegmentCatalog.Create(Playbook.All.AsEnumerable())).Classify(EventProperties.Empty));
    }
}
