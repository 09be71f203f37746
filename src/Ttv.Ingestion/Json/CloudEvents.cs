using System.Security.Cryptography;
using System.Text;
using Ttv.Events;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>
/// CloudEvents 1.0. The account is <c>subject</c>, the name <c>type</c>; <c>source</c> and <c>id</c> together are the
/// identity; it occurred at <c>time</c> and was recorded at the extension <c>recordedtime</c>. An object in <c>data</c>
/// becomes the properties.
/// </summary>
internal static class CloudEvents
{
    public static void Read(JsonFields row, string? accountField, LineSink sink)
    {
        var version = row.Text("specversion");
        if (version != "1.0") throw new LineException(SetAsideReasons.InvalidValue, $"specversion is {LineException.Quote(version)}: 1.0 is allowed.");
        var identity = IdentityOf(row.Text("source"), row.Text("id"));
        var name = row.Text("type");
        var occurredAt = row.OptionalTime("time", sink.Zone) ?? throw LineException.Missing("time");
        var recordedAt = row.OptionalTime("recordedtime", sink.Zone);
        if (row.Has("data_base64")) throw new LineException(SetAsideReasons.InvalidValue, "data_base64 is set: a JSON object in data is needed.");
        var properties = row.OptionalObject("data")?.ToProperties() ?? EventProperties.Empty;
        // A cohort's fact is told of no account.
        var account = name.StartsWith(CohortFact.Prefix, StringComparison.Ordinal) ? "" : row.Account(accountField, () => row.OptionalId("subject") ?? throw LineException.Missing("subject"));
        sink.Add(account, name, properties, occurredAt, recordedAt, identity);
    }

    /// <summary>Source and id in one; hashed where they are longer than an event's id may be.</summary>
    private static string IdentityOf(string source, string id)
    {
        var identity = $"{source} {id}";
        return identity.Length <= EventId.MaxLength ? identity : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }
}
