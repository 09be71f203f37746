using System.Buffers;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Risk;
using Ttv.Text;

namespace Ttv.Records;

/// <summary>
/// The JSON contract of <see cref="FirstValueRecord"/>: exactly thirteen fields in snake_case, in the model's order; instants in
/// ISO 8601 (UTC), the score with at most two decimals. It round-trips exactly.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class FirstValueRecordJson
{
    /// <summary>The thirteen field names in order.</summary>
    public static ValueList<string> FieldNames { get; } =
    [
        "account_id", "segment", "desired_outcome", "first_value_event_name", "first_value_event_target_date",
        "first_value_event_completed_at", "milestone_owner", "ttv_hours", "ttv_risk_score", "blocker_type",
        "proof_asset_link", "escalation_approver", "intervention_path",
    ];

    /// <summary>Writes a record as one JSON object.</summary>
    public static void Write(FirstValueRecord record, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("account_id", record.AccountId.Value);
        json.WriteString("segment", record.Segment.Value);
        json.WriteString("desired_outcome", record.DesiredOutcome);
        json.WriteString("first_value_event_name", record.FirstValueEventName);
        json.WriteString("first_value_event_target_date", InstantPattern.ExtendedIso.Format(record.FirstValueEventTargetDate));
        json.WriteString("first_value_event_completed_at", record.FirstValueEventCompletedAt is { } completed ? InstantPattern.ExtendedIso.Format(completed) : null);
        json.WriteString("milestone_owner", record.MilestoneOwner);
        if (record.TtvHours is { } hours) json.WriteNumber("ttv_hours", hours);
        else json.WriteNull("ttv_hours");
        if (record.TtvRiskScore is { } score) json.WriteNumber("ttv_risk_score", score.Points);
        else json.WriteNull("ttv_risk_score");
        json.WriteString("blocker_type", record.BlockerType is { } blocker ? WireName.Of(blocker) : null);
        json.WriteString("proof_asset_link", record.ProofAssetLink?.OriginalString);
        json.WriteString("escalation_approver", record.EscalationApprover);
        json.WriteString("intervention_path", WireName.Of(record.InterventionPath));
        json.WriteEndObject();
    }

    /// <summary>The record as JSON text.</summary>
    public static string ToJson(FirstValueRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer)) Write(record, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="json">One JSON object of exactly the thirteen fields, in any order.</param>
    /// <exception cref="TtvValidationException">It is not; every fault is listed with the field, its value and what is allowed.</exception>
    public static FirstValueRecord Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonFieldReader.Parse("first-value record", json, Read);
    }

    private static FirstValueRecord Read(JsonFieldReader fields)
    {
        fields.AllowOnly(FieldNames);
        var account = fields.Text("account_id", AccountId.MaxLength, isNeeded: true);
        var segment = fields.Text("segment", SegmentKey.MaxLength, isNeeded: true);
        var outcome = fields.Text("desired_outcome", 1000, isNeeded: true);
        var name = fields.Text("first_value_event_name", Events.ProductEvent.MaxNameLength, isNeeded: true);
        var target = fields.At("first_value_event_target_date", isNeeded: true);
        var completed = fields.At("first_value_event_completed_at", isNeeded: false);
        var owner = fields.Text("milestone_owner", 200, isNeeded: false);
        var hours = Hours(fields);
        var score = Score(fields);
        var blocker = fields.OneOf<BlockerType>("blocker_type", isNeeded: false);
        var proof = fields.Link("proof_asset_link");
        var approver = fields.Text("escalation_approver", 200, isNeeded: false);
        var path = fields.OneOf<InterventionPath>("intervention_path", isNeeded: true);
        if (completed is null != hours is null) fields.Faults.Add("first_value_event_completed_at and ttv_hours: both or neither may be null.");
        if (completed is not null && (proof is null || owner is null)) fields.Faults.Add("first_value_event_completed_at is set: it is complete only with a proof_asset_link and a milestone_owner.");
        fields.ThrowIfAny();
        return new FirstValueRecord
        {
            AccountId = AccountId.Create(account!),
            Segment = SegmentKey.Create(segment!),
            DesiredOutcome = outcome!,
            FirstValueEventName = name!,
            FirstValueEventTargetDate = target!.Value,
            FirstValueEventCompletedAt = completed,
            MilestoneOwner = owner,
            TtvHours = hours,
            TtvRiskScore = score,
            BlockerType = blocker,
            ProofAssetLink = proof,
            EscalationApprover = approver,
            InterventionPath = path!.Value,
        };
    }

    private static double? Hours(JsonFieldReader fields)
    {
        if (fields.Find("ttv_hours", isNeeded: false) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var hours) && hours >= 0 && double.IsFinite(hours)) return hours;
        fields.Fault<string>("ttv_hours", value, "a number of hours of 0 or more");
        return null;
    }

    private static RiskScore? Score(JsonFieldReader fields)
    {
        if (fields.Find("ttv_risk_score", isNeeded: false) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var points) && points is >= 0 and <= 100 && points * 100 == decimal.Truncate(points * 100))
            return RiskScore.FromPoints(points);
        fields.Fault<string>("ttv_risk_score", value, "a number from 0 to 100 with two decimals at most");
        return null;
    }
}
