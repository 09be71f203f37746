namespace Ttv.Ingestion;

/// <summary>The public event formats that Ttv reads. Wire names: <c>segment, amplitude, mixpanel, posthog, cloudevents, csv</c>.</summary>
public enum EventFormat
{
    /// <summary>Segment spec calls, one JSON object a line: <c>track</c>, <c>identify</c>, <c>group</c>, <c>page</c>, <c>screen</c>.</summary>
    Segment,

    /// <summary>The Amplitude export, one JSON object a line.</summary>
    Amplitude,

    /// <summary>The Mixpanel raw export, one JSON object a line.</summary>
    Mixpanel,

    /// <summary>The PostHog export, one JSON object a line.</summary>
    Posthog,

    /// <summary>CloudEvents 1.0 in the JSON format, one event a line.</summary>
    Cloudevents,

    /// <summary>Delimited text by declared columns.</summary>
    Csv,
}
