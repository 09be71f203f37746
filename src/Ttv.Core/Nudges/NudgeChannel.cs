namespace Ttv.Nudges;

/// <summary>How a nudge reaches somebody. Wire names: <c>message, in_app, human</c>.</summary>
public enum NudgeChannel
{
    /// <summary>A message to the customer: within cap and quiet hours.</summary>
    Message,

    /// <summary>Inside the product, where the customer is anyway: outside cap and quiet hours.</summary>
    InApp,

    /// <summary>A task for a human of the team.</summary>
    Human,
}
