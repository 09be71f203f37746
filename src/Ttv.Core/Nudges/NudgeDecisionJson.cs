using System.Buffers;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Events;
using Ttv.Text;

namespace Ttv.Nudges;

/// <summary>
/// The JSON contract of <see cref="NudgeDecision"/>: one object in snake_case, as it lies in an outbox and travels in a message;
/// instants in ISO 8601 (UTC). It round-trips exactly.
/// </summary>
/// <remarks>A field that is not known is passed over, so that an older reader understands a newer writer. Thread-safe.</remarks>
public static class NudgeDecisionJson
{
    private const string Subject = "nudge decision";

    /// <summary>The field names in order.</summary>
    public static ValueList<string> FieldNames { get; } =
    [
        "key", "account_id", "segment", "definition_version", "rule", "milestone", "episode", "attempt", "outcome", "channel", "reasons",
        "copy", "help_asset", "next_action", "offers_quick_call", "evidence", "proof", "owner", "approver", "as_of", "defer_until", "next_check_at",
    ];

    /// <summary>Writes a decision as one JSON object.</summary>
    public static void Write(NudgeDecision decision, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("key", decision.Key);
        json.WriteString("account_id", decision.Account.Value);
        json.WriteString("segment", decision.Segment?.Value);
        json.WriteNumber("definition_version", decision.DefinitionVersion);
        json.WriteString("rule", decision.Rule);
        json.WriteString("milestone", decision.Milestone);
        json.WriteNumber("episode", decision.Episode);
        json.WriteNumber("attempt", decision.Attempt);
        json.WriteString("outcome", WireName.Of(decision.Outcome));
        json.WriteString("channel", WireName.Of(decision.Channel));
        json.WriteStartArray("reasons");
        foreach (var reason in decision.Reasons) json.WriteStringValue(reason);
        json.WriteEndArray();
        json.WriteString("copy", decision.Copy);
        json.WriteString("help_asset", decision.HelpAsset?.OriginalString);
        json.WriteString("next_action", decision.NextAction?.OriginalString);
        json.WriteBoolean("offers_quick_call", decision.OffersQuickCall);
        json.WriteString("evidence", decision.Evidence?.Value);
        json.WriteString("proof", decision.Proof);
        json.WriteString("owner", decision.Owner);
        json.WriteString("approver", decision.Approver);
        json.WriteString("as_of", InstantPattern.ExtendedIso.Format(decision.AsOf));
        json.WriteString("defer_until", decision.DeferUntil is { } until ? InstantPattern.ExtendedIso.Format(until) : null);
        json.WriteString("next_check_at", decision.NextCheckAt is { } next ? InstantPattern.ExtendedIso.Format(next) : null);
        json.WriteEndObject();
    }

    /// <summary>The decision as JSON text.</summary>
    public static string ToJson(NudgeDecision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer)) Write(decision, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a decision.</summary>
    /// <param name="json">One JSON object that holds every field, null where there is no value.</param>
    /// <exception cref="TtvValidationException">It is not; every fault is listed with the field, its value and what is allowed.</exception>
    public static NudgeDecision Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonFieldReader.Parse(Subject, json, Read);
    }

    private static NudgeDecision Read(JsonFieldReader fields)
    {
        var key = fields.Text("key", EventId.MaxLength, isNeeded: true);
        var account = fields.Text("account_id", AccountId.MaxLength, isNeeded: true);
        var segment = fields.Text("segment", SegmentKey.MaxLength, isNeeded: false);
        var version = fields.Integer("definition_version", from: 0);
        var rule = fields.Text("rule", 64, isNeeded: true);
        var milestone = fields.Text("milestone", 200, isNeeded: false);
        var episode = fields.Integer("episode", from: 0);
        var attempt = fields.Integer("attempt", from: 1);
        var outcome = fields.OneOf<NudgeOutcome>("outcome", isNeeded: true);
        var channel = fields.OneOf<NudgeChannel>("channel", isNeeded: true);
        var reasons = fields.Texts("reasons");
        var copy = fields.FreeText("copy");
        var help = fields.Link("help_asset");
        var next = fields.Link("next_action");
        var call = fields.Flag("offers_quick_call");
        var evidence = fields.Text("evidence", EventId.MaxLength, isNeeded: false);
        var proof = fields.FreeText("proof");
        var owner = fields.FreeText("owner");
        var approver = fields.FreeText("approver");
        var asOf = fields.At("as_of", isNeeded: true);
        var until = fields.At("defer_until", isNeeded: false);
        var check = fields.At("next_check_at", isNeeded: false);
        fields.ThrowIfAny();
        return new NudgeDecision
        {
            Key = key!,
            Account = AccountId.Create(account!),
            Segment = segment is null ? null : SegmentKey.Create(segment),
            DefinitionVersion = version!.Value,
            Rule = rule!,
            Milestone = milestone,
            Episode = episode!.Value,
            Attempt = attempt!.Value,
            Outcome = outcome!.Value,
            Channel = channel!.Value,
            Reasons = reasons,
            Copy = copy,
            HelpAsset = help,
            NextAction = next,
            OffersQuickCall = call!.Value,
            Evidence = evidence is null ? null : EventId.Create(evidence),
            Proof = proof,
            Owner = owner,
            Approver = approver,
            AsOf = asOf!.Value,
            DeferUntil = until,
            NextCheckAt = check,
        };
    }
}
