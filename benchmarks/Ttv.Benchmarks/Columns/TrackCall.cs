using System.Text.Json.Serialization;

namespace Ttv.Benchmarks.Columns;

/// <summary>A track call as a program would declare it for System.Text.Json.</summary>
internal sealed class TrackCall
{
    public string? Type { get; set; }

    public string? Event { get; set; }

    public string? MessageId { get; set; }

    public DateTimeOffset Timestamp { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public TrackContext? Context { get; set; }

    public TrackProperties? Properties { get; set; }
}

/// <summary>Where the account stands.</summary>
internal sealed class TrackContext
{
    public string? GroupId { get; set; }
}

/// <summary>The property kept.</summary>
internal sealed class TrackProperties
{
    public string? Platform { get; set; }
}

/// <summary>The generated reading.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrackCall))]
internal sealed partial class TrackCalls : JsonSerializerContext;
