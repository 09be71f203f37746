using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ttv.Cohorts;

namespace Ttv.Reporting;

/// <summary>Renders a review as one self-contained HTML page with plots.</summary>
/// <remarks>
/// The page loads nothing. Its content security policy allows only its own inline script and style, by hash; everything from
/// data is encoded, and the plots read it as JSON. Thread-safe.
/// </remarks>
public static class ReviewHtml
{
    private static readonly string Script = Asset("uPlot.iife.min.js") + "\n" + Asset("review.js");
    private static readonly string Style = Asset("uPlot.min.css") + "\n" + Asset("review.css");

    /// <summary>The review as an HTML page; lines end in a line feed.</summary>
    /// <param name="review">The review.</param>
    /// <param name="title">What the review is of, or null.</param>
    /// <param name="policy">The goals it was judged by; null takes the defaults.</param>
    public static string Render(CohortReview review, string? title = null, ReviewPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(review);
        var document = ReviewDocument.Of(review, title, policy ?? ReviewPolicy.Default);
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '").Append(HashOf(Script))
            .Append("'; style-src '").Append(HashOf(Style)).Append("'; base-uri 'none'; form-action 'none'\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(Encode(document.Title)).Append("</title>\n");
        html.Append("<style>").Append(Style).Append("</style>\n</head>\n<body>\n<h1>").Append(Encode(document.Title)).Append("</h1>\n");
        foreach (var section in document.Sections) Append(html, section);
        html.Append("<script type=\"application/json\" id=\"data\">").Append(PlotData(review)).Append("</script>\n");
        html.Append("<script>").Append(Script).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Append(StringBuilder html, ReviewSection section)
    {
        html.Append("<section>\n<h2>").Append(Encode(section.Heading)).Append("</h2>\n");
        foreach (var block in section.Blocks)
        {
            if (block is ReviewTable table) Append(html, table);
            else html.Append("<p>").Append(Encode((string)block)).Append("</p>\n");
        }

        if (section.Plot is { } plot) html.Append("<div class=\"plot\" id=\"plot-").Append(plot).Append("\"></div>\n");
        html.Append("</section>\n");
    }

    private static void Append(StringBuilder html, ReviewTable table)
    {
        html.Append("<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var column in table.Columns) html.Append("<th scope=\"col\">").Append(Encode(column)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append(cell.Status is { } status ? $"<td class=\"{WireName.Of(status)}\" title=\"{Figures.Name(status)}\">" : "<td>");
                html.Append(Encode(cell.Text)).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
    }

    /// <summary>What the plots draw; the JSON encoder leaves no character that could end the script element.</summary>
    private static string PlotData(CohortReview review)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteStartArray("curves");
            foreach (var result in review.Segments.Count > 1 ? review.Segments.AsEnumerable() : review.Overall is { } all ? [all] : [])
            {
                json.WriteStartObject();
                json.WriteString("key", result.Key);
                Column(json, "days", result.Curve.Select(p => (double?)p.Time.TotalDays));
                Column(json, "value", result.Curve.Select(p => (double?)(100 * p.Reached)));
                Column(json, "lower", result.Curve.Select(p => 100 * p.Lower));
                Column(json, "upper", result.Curve.Select(p => 100 * p.Upper));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Number(json, "naiveMedianDays", review.Overall?.ConvertersOnlyMedian?.TotalDays);
            Number(json, "medianDays", review.Overall?[MetricKind.MedianTtv].Value / 86_400);
            json.WriteStartArray("weeks");
            foreach (var point in review.Trend.Points) json.WriteStringValue(point.Week.Key);
            json.WriteEndArray();
            Column(json, "trend", review.Trend.Points.Select(p => (double?)p.Mean.TotalHours));
            Column(json, "trendLower", review.Trend.Points.Select(p => (double?)p.Lower.TotalHours));
            Column(json, "trendUpper", review.Trend.Points.Select(p => (double?)p.Upper.TotalHours));
            json.WriteStartArray("steps");
            foreach (var step in review.Funnel) json.WriteStringValue(review.Segments.Count > 1 ? $"{step.Segment}: {step.Title}" : step.Title);
            json.WriteEndArray();
            Column(json, "reached", review.Funnel.Select(s => (double?)(100 * s.Reached.Value)));
            Column(json, "risk", review.Risk?.Tenths.Select(t => (double?)t) ?? []);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Column(Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number) json.WriteNumberValue(number);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string HashOf(string inline) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline)));

    private static string Asset(string name)
    {
        using var stream = typeof(ReviewHtml).Assembly.GetManifestResourceStream("Ttv.Reporting.Assets." + name)
            ?? throw new InvalidOperationException($"The asset {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
