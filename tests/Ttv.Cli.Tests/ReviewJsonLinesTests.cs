using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NodaTime.Text;
using Ttv.Cli.Support;
using Ttv.Events;
using Ttv.Ingestion;

namespace Ttv.Cli;

/// <summary>A log as JSON lines, which is read without an object an event, gives the review of the same log as CSV to the byte.</summary>
public class ReviewJsonLinesTests
{
    [Theory]
    [InlineData("shop", false)]
    [InlineData("shop", true)]
    [InlineData("saas", true)]
    [InlineData("cdnow", false)]
    public void Review_DemoAsJsonLines_GivesTheSameBytes(string demo, bool isCompressed)
    {
        using var tool = new Tool();
        var lines = Convert(demo, out var events);
        var log = Path.Combine(tool.Folder, "events.jsonl");
        using (var file = File.Create(log))
        using (Stream output = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file) output.Write(lines);
        using var json = typeof(Demo).Assembly.GetManifestResourceStream($"Ttv.Cli.Demos.{demo}.json")!;
        var definitions = tool.Write("definitions.json", new StreamReader(json).ReadToEnd());

        Assert.Equal(0, tool.Run("review", "--demo", demo, "--out", tool.Out));
        var expected = Directory.GetFiles(tool.Out, "review.*").ToDictionary(f => f, File.ReadAllBytes);
        Assert.Equal(0, tool.Run("review", "--events", log, "--format", "segment", "--definitions", definitions, "--out", tool.Out));

        Assert.Equal(3, expected.Count);
        Assert.All(expected, f => Assert.Equal(f.Value, File.ReadAllBytes(f.Key)));
        Assert.Equal((events, 0L), (tool.Json("import.json").GetProperty("events").GetInt64(), tool.Json("import.json").GetProperty("setAside").GetInt64()));
        Assert.Equal("", tool.Error);
    }

    private static byte[] Convert(string demo, out long events)
    {
        using var stream = Demo.OpenLog(demo);
        var file = Demo.ReadDefinitions(demo);
        var import = new EventImport(stream, file.Format!.Value, file.ToImportOptions());
        var lines = new StringBuilder();
        foreach (var told in import.Events())
        {
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"type":"track","event":{{Quote(told.Body.Name)}},"userId":{{Quote(told.Account.Value)}},"messageId":{{Quote(told.Id.Value)}},"timestamp":"{{InstantPattern.ExtendedIso.Format(told.OccurredAt)}}","properties":{{EventPropertiesJson.ToJson(told.Body.ToProperties())}} }""").Append('\n');
        }

        events = import.Report.EventsRead;
        return Encoding.UTF8.GetBytes(lines.ToString());

        static string Quote(string text) => JsonSerializer.Serialize(text);
    }
}
