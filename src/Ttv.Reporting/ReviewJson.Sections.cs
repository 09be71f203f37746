using System.Text.Json;
using Ttv.Cohorts;

namespace Ttv.Reporting;

/// <content>The sections beside the results: tests, funnel, conversions, obstacles, risk, layers and findings.</content>
public static partial class ReviewJson
{
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
}
