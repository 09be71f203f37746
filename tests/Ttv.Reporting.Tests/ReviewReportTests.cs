using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Reporting;

public class ReviewReportTests
{
    private const string Hostile = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\" onload='x' | [a](javascript:b) \u001b[31m & `c`";

    internal static readonly CohortReview Review = Make();

    /// <summary>A review with hostile text wherever data can bring text.</summary>
    private static CohortReview Make()
    {
        var start = Instant.FromUtc(2026, 1, 5, 9, 0);
        var text = Hostile.Replace("\u001b", "", StringComparison.Ordinal);
        SegmentDefinition Segment(string key) => SegmentDefinition.Create(key, text, MilestonePath.Create(
            "p", text, Duration.FromDays(3),
            [new Milestone { Key = text[..60], Title = text, CompletedBy = "a" }],
            new Milestone { Key = "v", Title = text, CompletedBy = "v" }));
        var key = text[..40];
        var definitions = new TtvDefinitions(
            SegmentCatalog.Create(Segment(key), Segment("plain")),
            new EventVocabulary([new VocabularyEntry(text, EventRole.Blocker, BlockerType.Setup)]),
            dimensions: ["d"]);
        var events = Enumerable.Range(0, 200).SelectMany(i =>
        {
            var account = AccountId.Create($"{i}");
            var at = start + Duration.FromDays(i / 4.0);
            return new[]
            {
                TtvEvent.Create(account, at, new SignedUp(EventProperties.Of(("segment", i % 2 == 0 ? key : "plain")))),
                TtvEvent.Product(account, at + Duration.FromHours(1), "a", EventProperties.Of(("d", Hostile))),
                TtvEvent.Product(account, at + Duration.FromHours(2), text, EventProperties.Of(("d", Hostile))),
                TtvEvent.Product(account, at + Duration.FromHours(i % 90), "v"),
            };
        });
        var asOf = start + Duration.FromDays(60);
        return new CohortReviewer(new ReviewPolicy { By = "segment" }).Review(
            new JourneyFold(definitions).FoldAll(events, asOf), definitions, asOf,
            new ReviewContext { CohortFacts = [CohortFact.Create($"2026-W02/segment={key}", CohortFactKind.OwnerAssigned, text, "x", start)] });
    }

    [Fact]
    public void Html_HostileData_BecomesNeitherMarkupNorScript()
    {
        var page = new HtmlParser().ParseDocument(ReviewHtml.Render(Review, Hostile));

        Assert.Empty(page.QuerySelectorAll("img, iframe, object, embed, link, a, form, base"));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(["application/json", null], page.QuerySelectorAll("script").Select(s => s.GetAttribute("type")));
        Assert.Contains("<img src=x onerror=alert(1)>", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("td"), c => c.TextContent.Contains("</script>", StringComparison.Ordinal));
    }

    [Fact]
    public void Html_Policy_AllowsOnlyItsOwnInlineScriptAndStyleByHash()
    {
        var page = new HtmlParser().ParseDocument(ReviewHtml.Render(Review, Hostile));
        var policy = page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        static string Hash(IElement e) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(e.TextContent))) + "'";

        Assert.Equal(
            $"default-src 'none'; script-src {Hash(page.QuerySelectorAll("script")[1])}; style-src {Hash(page.QuerySelector("style")!)}; base-uri 'none'; form-action 'none'",
            policy);
        Assert.Empty(page.QuerySelectorAll("[src], [href], [style]"));
        Assert.Equal(0, page.QuerySelectorAll("*").Count(e => e.TextContent.Contains("http://", StringComparison.Ordinal) && e.LocalName == "style"));
    }

    [Fact]
    public void Html_PlotData_IsJsonOfTheReview()
    {
        var page = new HtmlParser().ParseDocument(ReviewHtml.Render(Review));
        using var data = JsonDocument.Parse(page.GetElementById("data")!.TextContent);

        Assert.Equal(Review.Segments.Count, data.RootElement.GetProperty("curves").GetArrayLength());
        Assert.Equal(Review.Overall!.ConvertersOnlyMedian!.Value.TotalDays, data.RootElement.GetProperty("naiveMedianDays").GetDouble(), 9);
        Assert.Equal(Review.Trend.Points.Count, data.RootElement.GetProperty("weeks").GetArrayLength());
        Assert.Equal(Review.Funnel.Count, data.RootElement.GetProperty("reached").GetArrayLength());
        Assert.Equal(10, data.RootElement.GetProperty("risk").GetArrayLength());
        foreach (var plot in new[] { "curve", "trend", "funnel", "risk" }) Assert.NotNull(page.GetElementById("plot-" + plot));
    }

    [Fact]
    public void Markdown_HostileData_IsEscaped()
    {
        var markdown = ReviewMarkdown.Render(Review, Hostile);

        Assert.DoesNotContain("<img", markdown.Replace("\\<img", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("](javascript:", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', markdown);
        // Every table row has as many unescaped bars as its header.
        foreach (var table in markdown.Split("\n\n").Where(b => b.StartsWith('|')))
        {
            var bars = table.Trim().Split('\n').Select(l => l.Where((c, i) => c == '|' && (i == 0 || l[i - 1] != '\\')).Count()).Distinct();
            Assert.Single(bars);
        }
    }

    [Fact]
    public void Text_HostileData_CannotSteerTheTerminal()
    {
        var text = ReviewText.Render(Review, Hostile);

        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
    }

    [Fact]
    public void Reports_SameReview_SayTheSame()
    {
        var (text, markdown, html) = (ReviewText.Render(Review), ReviewMarkdown.Render(Review), ReviewHtml.Render(Review));
        var sections = new HtmlParser().ParseDocument(html).QuerySelectorAll("h2").Select(h => h.TextContent).ToArray();

        Assert.Contains("At a glance", sections);
        Assert.All(sections, s => Assert.Contains("## " + s, markdown, StringComparison.Ordinal));
        Assert.All(sections, s => Assert.Contains("\n" + s + "\n", text, StringComparison.Ordinal));
        Assert.Equal(html, ReviewHtml.Render(Make()));
    }

    [Fact]
    public void Json_Review_HasTheDocumentedMembers()
    {
        using var json = Parse(Review);
        var root = json.RootElement;

        Assert.Equal("ttv.review/1", root.GetProperty("schema").GetString());
        Assert.Equal(200, root.GetProperty("accounts").GetInt64());
        foreach (var member in new[] { "achieved", "medianTtv", "convertersOnlyMedianSeconds", "valueRate7d", "cohorts", "funnel", "blockers", "findings", "trend", "layers", "lagging", "recovery", "risk", "segments", "stepConversions", "stepDepartures" })
            Assert.True(root.TryGetProperty(member, out _), member);
        foreach (var member in new[] { "seconds", "lower", "upper", "reached", "status", "mature", "previous", "change" }) Assert.True(root.GetProperty("medianTtv").TryGetProperty(member, out _), member);
        foreach (var cohort in root.GetProperty("cohorts").EnumerateArray())
        {
            Assert.True(cohort.TryGetProperty("convertersOnlyMedianSeconds", out _));
            foreach (var metric in new[] { "medianTtv", "valueRate7d", "week2Retention", "assistDependency", "accountability" })
                Assert.True(WireName.TryParse<MetricStatus>(cohort.GetProperty(metric).GetProperty("status").GetString(), out _));
        }

        // "Not reached" is null, and a rate is a fraction.
        var nobody = new CohortReviewer().Review([new AccountOutcome { Account = AccountId.Create("a"), SignedUpAt = default }], Instant.FromUtc(2026, 1, 1, 0, 0));
        using var open = Parse(nobody);
        Assert.Equal(JsonValueKind.Null, open.RootElement.GetProperty("medianTtv").GetProperty("seconds").ValueKind);
        Assert.False(open.RootElement.GetProperty("medianTtv").GetProperty("reached").GetBoolean());
        Assert.Equal(0, open.RootElement.GetProperty("valueRate7d").GetProperty("value").GetDouble());
    }

    [Fact]
    public void Reports_ReviewOfNobody_SayIt()
    {
        var empty = new CohortReviewer().Review([], Instant.FromUtc(2026, 1, 1, 0, 0));

        Assert.Contains("No account has signed up.", ReviewText.Render(empty), StringComparison.Ordinal);
        Assert.Contains("No account has signed up.", ReviewMarkdown.Render(empty), StringComparison.Ordinal);
        Assert.Contains("No account has signed up.", ReviewHtml.Render(empty), StringComparison.Ordinal);
        using var json = Parse(empty);
        Assert.Equal(0, json.RootElement.GetProperty("accounts").GetInt64());
    }

    private static JsonDocument Parse(CohortReview review)
    {
        using var buffer = new MemoryStream();
        ReviewJson.Write(review, buffer, "t");
        return JsonDocument.Parse(buffer.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false });
    }
}
