using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Cohorts;
using Ttv.Statistics.Proportions;

namespace Ttv.Reporting;

/// <summary>Writes a review as JSON of the schema <c>ttv.review/1</c>; docs/review-schema.md lists every field.</summary>
/// <remarks>Rates are fractions, times are seconds, "not reached" is null. The same review gives the same bytes. Thread-safe.</remarks>
public static class ReviewJson
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

    private static void WriteSegmentTest(Utf8JsonWriter json, SegmentTest? test)
    {
        if (test is null)
        {
            json.WriteNull("segmentTest");
            return;
        }

        json.WriteStartObject("segmentTest");
        json.WriteNumber("chiSquared", test.ChiSquared);
        json.WriteNumber("degreesOfFreedom", test.DegreesOfFreedom);
        json.WriteNumber("p", test.P);
        json.WriteEndObject();
    }

    private static void WriteTrend(Utf8JsonWriter json, ReviewTrend trend)
    {
        json.WriteStartObject("trend");
        Number(json, "slopeHoursPerWeek", trend.SlopeHoursPerWeek);
        Number(json, "lower", trend.LowerHoursPerWeek);
        Number(json, "upper", trend.UpperHoursPerWeek);
        Number(json, "taroneZ", trend.Test?.Z);
        Number(json, "taroneP", trend.Test?.P);
        WriteAll(json, "points", trend.Points, static (j, p) =>
        {
            j.WriteString("week", p.Week.Key);
            j.WriteNumber("accounts", p.Accounts);
            j.WriteNumber("restrictedMeanSeconds", p.Mean.TotalSeconds);
            j.WriteNumber("lower", p.Lower.TotalSeconds);
            j.WriteNumber("upper", p.Upper.TotalSeconds);
        });
        json.WriteEndObject();
    }

    private static void WriteFunnelStep(Utf8JsonWriter json, FunnelStep step)
    {
        json.WriteString("segment", step.Segment.Value);
        json.WriteString("path", step.Path);
        json.WriteString("step", step.Step);
        json.WriteString("title", step.Title);
        json.WriteNumber("position", step.Position);
        WriteShare(json, "reached", step.Reached);
        WriteShare(json, "fromPrevious", step.FromPrevious);
        Number(json, "medianWaitSeconds", step.MedianWait?.TotalSeconds);
        json.WriteNumber("waiting", step.Waiting);
        json.WriteNumber("skipped", step.Skipped);
        json.WriteNumber("reordered", step.Reordered);
    }

    private static void WriteCell(Utf8JsonWriter json, ProportionCell cell)
    {
        json.WriteString("subject", cell.Subject);
        json.WriteString("slice", cell.Slice);
        json.WriteString("week", cell.Week.Key);
        WriteShareMembers(json, cell.Share);
    }

    private static void WriteDeparture(Utf8JsonWriter json, Departure departure)
    {
        json.WriteString("subject", departure.Subject);
        json.WriteString("slice", departure.Slice);
        json.WriteString("from", departure.From.Key);
        json.WriteString("to", departure.To.Key);
        WriteShare(json, "within", departure.Within);
        WriteShare(json, "elsewhere", departure.Elsewhere);
        json.WriteNumber("p", departure.P);
    }

    private static void WriteBlocker(Utf8JsonWriter json, BlockerRank blocker)
    {
        json.WriteString("source", blocker.Source);
        json.WriteString("blocker", WireName.Of(blocker.Blocker));
        json.WriteNumber("occurrences", blocker.Occurrences);
        json.WriteNumber("accounts", blocker.Accounts);
        WriteShare(json, "completedWith", blocker.With);
        Number(json, "completedWithout", blocker.Without);
        json.WriteNumber("lost", blocker.Lost);
    }

    private static void WriteRecovery(Utf8JsonWriter json, Assist.RecoveryRate recovery)
    {
        json.WriteStartObject("recovery");
        json.WriteNumber("escalated", recovery.Escalated);
        json.WriteNumber("awaitingApprover", recovery.AwaitingApprover);
        Number(json, "value", recovery.Value);
        Number(json, "lower", recovery.Lower);
        Number(json, "upper", recovery.Upper);
        Number(json, "predicted", recovery.Predicted);
        Number(json, "medianContactSeconds", recovery.MedianTimeToContact?.TotalSeconds);
        json.WriteEndObject();
    }

    private static void WriteRisk(Utf8JsonWriter json, RiskDistribution? risk)
    {
        if (risk is null)
        {
            json.WriteNull("risk");
            return;
        }

        json.WriteStartObject("risk");
        json.WriteString("model", risk.ModelVersion);
        json.WriteStartArray("tenths");
        foreach (var count in risk.Tenths) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteNumber("low", risk.Low);
        json.WriteNumber("elevated", risk.Elevated);
        json.WriteNumber("high", risk.High);
        json.WriteNumber("provisional", risk.Provisional);
        json.WriteNumber("unscored", risk.Unscored);
        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, LayerKpi kpi)
    {
        json.WriteString("layer", WireName.Of(kpi.Layer));
        json.WriteString("name", kpi.Name);
        Number(json, "value", kpi.Value);
        Number(json, "lower", kpi.Lower);
        Number(json, "upper", kpi.Upper);
        json.WriteNumber("of", kpi.Of);
    }

    private static void WriteLagging(Utf8JsonWriter json, CohortAccountability cohort)
    {
        json.WriteString("cohort", cohort.Cohort);
        json.WriteString("owner", cohort.Owner);
        json.WriteString("proof", cohort.Proof);
        json.WriteString("approver", cohort.Approver);
        json.WriteStartArray("missing");
        foreach (var missing in cohort.Missing) json.WriteStringValue(missing);
        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, ReviewFinding finding)
    {
        json.WriteString("code", finding.Code);
        json.WriteString("subject", finding.Subject);
        json.WriteString("message", finding.Message);
        json.WriteNumber("count", finding.Count);
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
