using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ttv.Reporting;

/// <summary>The page docs/review-schema.md names every field that the JSON has.</summary>
public partial class ReviewSchemaTests
{
    [Fact]
    public void Page_EveryField_IsNamed()
    {
        var documented = Name().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "review-schema.md"))).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        using var buffer = new MemoryStream();
        ReviewJson.Write(ReviewReportTests.Review, buffer);
        using var json = JsonDocument.Parse(buffer.ToArray());
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        Collect(json.RootElement, fields);

        Assert.Empty(fields.Except(documented));
    }

    private static void Collect(JsonElement json, SortedSet<string> fields)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray()) Collect(item, fields);
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in json.EnumerateObject())
            {
                fields.Add(field.Name);
                Collect(field.Value, fields);
            }
        }
    }

    [GeneratedRegex(@"`([A-Za-z0-9]+)(?:\[\])?`")]
    private static partial Regex Name();
}
