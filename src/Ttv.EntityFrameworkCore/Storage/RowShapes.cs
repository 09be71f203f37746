using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Ttv.Records;

namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>The columns of the rows that are written in bulk, and how a row fills them: one place for every dialect.</summary>
/// <remarks>Thread-safe.</remarks>
public static class RowShapes
{
    private const int MaxFaultLength = 2_000;

    /// <summary>The columns of a commit: the account, the claim's version and wakes, then the state.</summary>
    public static ValueList<string> Commit { get; } =
    [
        "account_id", "version", "wakes", "segment", "signed_up_us", "first_value_us", "risk_hundredths", "risk_band", "escalation", "record", "evaluated_us", "due_us", "failures", "fault",
    ];

    /// <summary>The columns of an event.</summary>
    public static ValueList<string> Event { get; } = ["account_id", "event_id", "name", "occurred_us", "recorded_us", "recorded_assumed", "properties"];

    /// <summary>The columns of a decision.</summary>
    public static ValueList<string> Decision { get; } = ["key", "account_id", "rule", "outcome", "decided_us", "payload"];

    /// <summary>Whether a message is put out for a decision.</summary>
    public static bool IsEffect(NudgeDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate;
    }

    /// <summary>Fills the columns of <see cref="Commit"/>.</summary>
    public static void Write(AccountCommit commit, ColumnSink sink)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(sink);
        var state = commit.State;
        sink.Text(state.Account.Value);
        sink.Int64(commit.Version);
        sink.Int64(commit.Wakes);
        sink.Text(state.Segment?.Value);
        sink.Int64(Micros.Of(state.SignedUpAt));
        sink.Int64(Micros.Of(state.FirstValueAt));
        sink.Int32(state.Score?.Hundredths);
        sink.Text(state.Band is { } band ? WireName.Of(band) : null);
        sink.Text(WireName.Of(state.Escalation));
        sink.Text(state.Record is { } record ? FirstValueRecordJson.ToJson(record) : null);
        sink.Int64(Micros.Of(state.EvaluatedAt));
        sink.Int64(Micros.Of(state.DueAt));
        sink.Int32(state.Failures);
        sink.Text(Storable(state.Fault));
    }

    /// <summary>Fills the columns of <see cref="Event"/>.</summary>
    public static void Write(TtvEvent told, ColumnSink sink)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(sink);
        sink.Text(told.Account.Value);
        sink.Text(told.Id.Value);
        sink.Text(told.Body.Name);
        sink.Int64(Micros.Of(told.OccurredAt));
        sink.Int64(Micros.Of(told.RecordedAt));
        sink.Boolean(told.IsRecordedAtAssumed);
        sink.Text(EventPropertiesJson.ToJson(told.Body.ToProperties()));
    }

    /// <summary>Fills the columns of <see cref="Decision"/>.</summary>
    public static void Write(NudgeDecision decision, ColumnSink sink)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(sink);
        sink.Text(decision.Key);
        sink.Text(decision.Account.Value);
        sink.Text(decision.Rule);
        sink.Text(WireName.Of(decision.Outcome));
        sink.Int64(Micros.Of(decision.AsOf));
        sink.Text(NudgeDecisionJson.ToJson(decision));
    }

    /// <summary>Somebody else's words as every database takes them: no NUL, no half surrogates, not endless.</summary>
    internal static string? Storable(string? text)
    {
        if (text is null) return null;
        var kept = text.Length > MaxFaultLength ? text[..MaxFaultLength] : text;
        var bytes = System.Text.Encoding.UTF8.GetBytes(kept.Replace('\0', '\uFFFD'));
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}
