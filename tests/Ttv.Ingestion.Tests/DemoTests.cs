using NodaTime;
using Ttv.Journeys;

namespace Ttv.Ingestion;

public class DemoTests
{
    [Theory]
    [InlineData("shop", "shop.csv.gz", 31_106, 31_076, 600, 328)]
    [InlineData("saas", "saas.csv.gz", 11_946, 11_946, 2_500, 1_441)]
    [InlineData("cdnow", "cdnow.txt.gz", 69_659, 69_404, 23_570, 11_516)]
    public void Import_Demo_ReadsEveryRow(string name, string log, int rows, int distinct, int accounts, int achieved)
    {
        using var definitions = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demos", name + ".json"));
        var file = DefinitionsFile.Read(definitions);
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demos", log));
        var import = new EventImport(stream, file.Format!.Value, file.ToImportOptions());
        var packed = new PackedEventLog(file.Definitions);
        foreach (var told in import.Events()) packed.Add(told);

        Assert.Equal((rows, 0L, 0L), (import.Report.EventsRead, import.Report.SetAsideCount, import.Report.BlankLines));
        Assert.Equal(rows + 1, import.Report.LinesRead);
        Assert.Equal(accounts, packed.AccountCount);
        Assert.Equal(distinct, packed.CountDistinct());
        Assert.Equal(achieved, packed.Journeys(file.AsOf).Count(j => j.Outcome == JourneyOutcome.FirstValue));
        Assert.All(packed.Journeys(file.AsOf), j => Assert.Empty(j.Findings));
    }

    [Fact]
    public void Import_Shop_EndsAtItsLatestEvent()
    {
        using var definitions = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demos", "shop.json"));
        var file = DefinitionsFile.Read(definitions);
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demos", "shop.csv.gz"));
        var import = new EventImport(stream, EventFormat.Csv, file.ToImportOptions());
        Assert.Equal(31_106, import.Events().Count());
        Assert.Equal(Instant.FromUtc(2024, 6, 29, 22, 2, 40), import.Report.LastOccurredAt);
    }
}
