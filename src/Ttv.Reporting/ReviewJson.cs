using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Cohorts;
using Ttv.Statistics.Proportions;

namespace Ttv.Reporting;

/// <summary>Writes a review as JSON of the schema <c>ttv.review/1</c>; docs/review-schema.md lists every field.</summary>
/// <remarks>Rates are fractions, times are seconds, "not reached" is null. The same review gives the same bytes. Thread-safe.</remarks>
public static partial class ReviewJson
{
    /// <summary>The schema: <c>ttv.review/1</c>.</summary>
    public const string Schema = "ttv.review/1";

    /// <summary>Writes a review, indented, in UTF-8 without a byte order mark. The stream is not closed.</summary>
    /// <param name="review">The review.</param>
    /// <param name="output">Where to.</param>
    /// <param name="title">What the review is of, or null.</param>
    public static void Write(CohortReview review, Stream output, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("title", title);
        json.WriteString("asOf", Text(review.AsOf));
        json.WriteString("observedUntil", Text(review.ObservedUntil));
        json.WriteString("previousAsOf", review.PreviousAsOf is { } previous ? Text(previous) : null);
        json.WriteString("zone", review.Zone);
        json.WriteString("weekOrigin", review.WeekOrigin is { } origin ? LocalDatePattern.Iso.Format(origin) : null);
        json.WriteString("by", review.By);
        json.WriteString("definitions", review.Definitions);
        if (review.Overall is { } overall) WriteMembers(json, overall);
        else WriteNobody(json);
        WriteAll(json, "segments", review.Segments, WriteResult);
        WriteSegmentTest(json, review.SegmentTest);
        WriteAll(json, "cohorts", review.Cohorts, WriteResult);
        WriteTrend(json, review.Trend);
        WriteAll(json, "funnel", review.Funnel, WriteFunnelStep);
        WriteAll(json, "stepConversions", review.StepConversions, WriteCell);
        WriteAll(json, "stepDepartures", review.StepDepartures, WriteDeparture);
        WriteAll(json, "blockers", review.Blockers, WriteBlocker);
        WriteAll(json, "blockerShares", review.BlockerShares, WriteCell);
        WriteAll(json, "blockerDepartures", review.BlockerDepartures, WriteDeparture);
        WriteRecovery(json, review.Recovery);
        WriteRisk(json, review.Risk);
        WriteAll(json, "layers", review.Layers, WriteLayer);
        WriteAll(json, "lagging", review.Lagging, WriteLagging);
        WriteAll(json, "findings", review.Findings, WriteFinding);
        json.WriteEndObject();
    }

    private static void WriteNobody(Utf8JsonWriter json)
    {
        json.WriteNumber("accounts", 0);
        json.WriteNumber("achieved", 0);
        json.WriteNull("medianTtv");
        json.WriteNull("convertersOnlyMedianSeconds");
        json.WriteNull("valueRate7d");
    }

    private static void WriteResult(Utf8JsonWriter json, CohortResult result)
    {
        json.WriteString("key", result.Key);
        if (result.Week is { } week)
        {
            json.WriteString("week", week.Key);
            json.WriteString("weekStart", LocalDatePattern.Iso.Format(week.Start));
        }

        WriteMembers(json, result);
    }

    private static void WriteMembers(Utf8JsonWriter json, CohortResult result)
    {
        json.WriteNumber("accounts", result.Accounts);
        json.WriteNumber("achieved", result.Achieved);
        json.WriteNumber("churned", result.Churned);
        json.WriteNumber("open", result.Open);
        json.WriteNumber("winBacks", result.WinBacks);
        json.WriteBoolean("isLagging", result.IsLagging);
        WriteMetric(json, "medianTtv", "seconds", result[MetricKind.MedianTtv]);
        Number(json, "convertersOnlyMedianSeconds", result.ConvertersOnlyMedian?.TotalSeconds);
        WriteMetric(json, "valueRate7d", "value", result[MetricKind.ValueRate7d]);
        WriteMetric(json, "week2Retention", "value", result[MetricKind.Week2Retention]);
        WriteMetric(json, "assistDependency", "value", result[MetricKind.AssistDependency]);
        WriteMetric(json, "accountability", "value", result[MetricKind.Accountability]);
        Number(json, "assistedShare", result.AssistedShare);
        WriteAll(json, "quantiles", result.Quantiles, static (j, q) =>
        {
            j.WriteNumber("share", q.Probability);
            Number(j, "seconds", q.Value?.TotalSeconds);
            Number(j, "lower", q.Lower?.TotalSeconds);
            Number(j, "upper", q.Upper?.TotalSeconds);
        });
        WriteAll(json, "valueRates", result.Rates, static (j, r) =>
        {
            j.WriteNumber("horizonSeconds", r.Horizon.TotalSeconds);
            j.WriteNumber("value", r.Value);
            Number(j, "lower", r.Lower);
            Number(j, "upper", r.Upper);
            j.WriteBoolean("beyondFollowUp", r.IsBeyondFollowUp);
        });
        if (result.Curve.Count == 0) return;
        WriteAll(json, "curve", result.Curve, static (j, p) =>
        {
            j.WriteNumber("seconds", p.Time.TotalSeconds);
            j.WriteNumber("value", p.Reached);
            Number(j, "lower", p.Lower);
            Number(j, "upper", p.Upper);
            j.WriteNumber("atRisk", p.AtRisk);
        });
    }

    private static void WriteMetric(Utf8JsonWriter json, string name, string unit, CohortMetric metric)
    {
        json.WriteStartObject(name);
        Number(json, unit, metric.Value);
        Number(json, "lower", metric.Lower);
        Number(json, "upper", metric.Upper);
        if (metric.Kind == MetricKind.MedianTtv) json.WriteBoolean("reached", metric.Value is not null);
        json.WriteString("status", WireName.Of(metric.Status));
        json.WriteNumber("mature", metric.Mature);
        Number(json, "previous", metric.Previous);
        Number(json, "change", metric.Change);
        json.WriteEndObject();
    }

    private static void WriteShare(Utf8JsonWriter json, string name, Proportion? share)
    {
        if (share is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        WriteShareMembers(json, known);
        json.WriteEndObject();
    }

    private static void WriteShareMembers(Utf8JsonWriter json, Proportion share)
    {
        json.WriteNumber("count", share.Successes);
        json.WriteNumber("of", share.Trials);
        json.WriteNumber("value", share.Value);
        json.WriteNumber("lower", share.Lower);
        json.WriteNumber("upper", share.Upper);
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, ValueList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
