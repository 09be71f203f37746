using System.Diagnostics;

namespace Ttv.Hosting;

/// <summary>The names under which Ttv's hosting traces and counts.</summary>
/// <remarks>No tag ever holds an account id or anything else that an event said.</remarks>
public static class TtvTelemetry
{
    /// <summary>The activity source: <c>Ttv.Hosting</c>.</summary>
    public const string ActivitySourceName = "Ttv.Hosting";

    /// <summary>The meter: <c>Ttv.Hosting</c>.</summary>
    public const string MeterName = "Ttv.Hosting";

    internal static ActivitySource Source { get; } = new(ActivitySourceName);
}
