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
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new Fields(document.RootElement).Read();
        }
        catch (JsonException e)
        {
            throw new TtvValidationException("first-value record", [$"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {e.Message}"]);
        }
    }

    /// <summary>Reads the fields and notes every fault.</summary>
    private sealed class Fields
    {
        private readonly JsonElement _json;
        private readonly List<string> _faults = [];

        public Fields(JsonElement json)
        {
            _json = json;
            if (json.ValueKind != JsonValueKind.Object) throw new TtvValidationException("first-value record", [$"the record is {Describe(json)}: an object is needed."]);
            foreach (var field in json.EnumerateObject())
            {
                if (!FieldNames.Contains(field.Name)) _faults.Add($"{Names.Shorten(field.Name)} is not a field of the record, its value {Describe(field.Value)}: {string.Join(", ", FieldNames.AsEnumerable())} are allowed.");
            }
        }

        public FirstValueRecord Read()
        {
            var account = Text("account_id", AccountId.MaxLength, isNeeded: true);
            var segment = Text("segment", SegmentKey.MaxLength, isNeeded: true);
            var outcome = Text("desired_outcome", 1000, isNeeded: true);
            var name = Text("first_value_event_name", Events.ProductEvent.MaxNameLength, isNeeded: true);
            var target = At("first_value_event_target_date", isNeeded: true);
            var completed = At("first_value_event_completed_at", isNeeded: false);
            var owner = Text("milestone_owner", 200, isNeeded: false);
            var hours = Hours();
            var score = Score();
            var blocker = OneOf<BlockerType>("blocker_type", isNeeded: false);
            var proof = Link("proof_asset_link");
            var approver = Text("escalation_approver", 200, isNeeded: false);
            var path = OneOf<InterventionPath>("intervention_path", isNeeded: true);
            if (completed is null != hours is null) _faults.Add("first_value_event_completed_at and ttv_hours: both or neither may be null.");
            if (completed is not null && (proof is null || owner is null)) _faults.Add("first_value_event_completed_at is set: it is complete only with a proof_asset_link and a milestone_owner.");
            TtvValidationException.ThrowIfAny("first-value record", _faults);
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

        private string? Text(string field, int maxLength, bool isNeeded)
        {
            if (Find(field, isNeeded) is not { } value) return null;
            if (value.ValueKind != JsonValueKind.String) return Fault<string>(field, value, $"a text of 1 to {maxLength} characters");
            var text = value.GetString()!;
            if (Names.FaultOf(field, text, maxLength) is { } fault) _faults.Add(fault);
            return text;
        }

        private Instant? At(string field, bool isNeeded)
        {
            if (Find(field, isNeeded) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.String && InstantPattern.ExtendedIso.Parse(value.GetString()!) is { Success: true } parsed) return parsed.Value;
            Fault<string>(field, value, "an instant in ISO 8601 such as 2026-03-02T09:00:00Z");
            return null;
        }

        private double? Hours()
        {
            if (Find("ttv_hours", isNeeded: false) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var hours) && hours >= 0 && double.IsFinite(hours)) return hours;
            Fault<string>("ttv_hours", value, "a number of hours of 0 or more");
            return null;
        }

        private RiskScore? Score()
        {
            if (Find("ttv_risk_score", isNeeded: false) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var points) && points is >= 0 and <= 100 && points * 100 == decimal.Truncate(points * 100))
                return RiskScore.FromPoints(points);
            Fault<string>("ttv_risk_score", value, "a number from 0 to 100 with two decimals at most");
            return null;
        }

        private T? OneOf<T>(string field, bool isNeeded)
            where T : struct, Enum
        {
            if (Find(field, isNeeded) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.String && WireName.TryParse<T>(value.GetString(), out var parsed)) return parsed;
            Fault<string>(field, value, WireName.Allowed<T>());
            return null;
        }

        private Uri? Link(string field)
        {
            if (Find(field, isNeeded: false) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var uri)) return uri;
            return Fault<Uri>(field, value, "an absolute URI");
        }

        /// <summary>The field's value; null where it is null, which only a field that may be so is allowed. Every field has to stand there.</summary>
        private JsonElement? Find(string field, bool isNeeded)
        {
            if (!_json.TryGetProperty(field, out var value)) _faults.Add($"{field} is missing: all thirteen fields are needed, null where nothing is known.");
            else if (value.ValueKind != JsonValueKind.Null) return value;
            else if (isNeeded) _faults.Add($"{field} is null: a value is needed.");
            return null;
        }

        private T? Fault<T>(string field, JsonElement value, string allowed)
            where T : class
        {
            _faults.Add($"{field} is {Describe(value)}: {allowed} is allowed.");
            return null;
        }

        private static string Describe(JsonElement value) => Names.Shorten(value.GetRawText());
    }
}
