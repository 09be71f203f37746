using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using NodaTime;
using Ttv;
using Ttv.Events;
using Ttv.Segments;
using EventId = Ttv.Events.EventId; // ASP.NET has one of its own, for logs

namespace SaasBackend;

/// <summary>A customer signs up.</summary>
internal sealed record SignUp(string? Id, string? Company, string? Segment, string? TimeZone)
{
    /// <summary>What is wrong with it, by field; empty: nothing.</summary>
    public Dictionary<string, string[]> Faults(SegmentCatalog segments) => Input.Faults(
        ("id", Input.FaultOf(Id, AccountId.MaxLength) ?? (Id!.Contains('/') ? $"{Input.Show(Id)} holds '/': it has to fit into the path of an address." : null)),
        ("company", Input.FaultOf(Company, Customer.LongestCompany)),
        ("segment", Input.FaultOf(Segment, SegmentKey.MaxLength) ?? (segments.Keys.Any(k => k.Value == Segment) ? null : $"{Input.Show(Segment!)} is unknown: {string.Join(", ", segments.Keys)} are allowed.")),
        ("timeZone", TimeZone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is not null ? null : $"{Input.Show(TimeZone)} is unknown: a zone of the tz database, such as Europe/Berlin, or none is allowed."));
}

/// <summary>A customer does something in the product.</summary>
internal sealed record Happened(string? Id, string? Name)
{
    /// <summary>What is wrong with it, by field; empty: nothing.</summary>
    public Dictionary<string, string[]> Faults() => Input.Faults(
        ("id", Input.FaultOf(Id, EventId.MaxLength)),
        ("name", Input.FaultOf(Name, ProductEvent.MaxNameLength) ?? (Name!.StartsWith(Fact.Prefix, StringComparison.Ordinal) ? $"{Input.Show(Name)} is one of Ttv's own facts: the name of a product event, without '{Fact.Prefix}', is allowed." : null)));
}

internal static class Input
{
    public static string? FaultOf(string? text, int longest) => text switch
    {
        null => $"is missing: 1 to {longest} characters are needed.",
        _ when string.IsNullOrWhiteSpace(text) => $"{Show(text)} is blank: 1 to {longest} characters are needed.",
        _ when text.Length > longest => $"{Show(text)} has {text.Length} characters: 1 to {longest} are allowed.",
        _ when text.Any(char.IsControl) => $"{Show(text)} holds a control character: none is allowed.",
        _ => null,
    };

    public static string Show(string text) => $"'{string.Concat(text.Take(40).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '.' : c))}{(text.Length > 40 ? "…" : "")}'";

    public static Dictionary<string, string[]> Faults(params (string Field, string? Fault)[] fields) =>
        fields.Where(f => f.Fault is not null).ToDictionary(f => f.Field, f => new[] { $"{f.Field} {f.Fault}" });
}

/// <summary>A body that is not what an endpoint reads is the caller's mistake: it is told which, and nothing is logged as a failure.</summary>
internal sealed class BadBodies(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad) return false;
        context.Response.StatusCode = bad.StatusCode;
        var detail = bad.InnerException is JsonException json
            ? $"The body is not the JSON that is read here, at {json.Path ?? "$"}, line {json.LineNumber + 1}: an object whose fields are texts is needed."
            : "The body is missing or not JSON: an object, sent as application/json, is needed.";
        return await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = { Status = bad.StatusCode, Detail = detail } });
    }
}
