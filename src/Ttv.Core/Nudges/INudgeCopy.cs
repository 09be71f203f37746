namespace Ttv.Nudges;

/// <summary>What nudges say. Replace it to speak another language or tone.</summary>
/// <remarks>Must be pure and thread-safe.</remarks>
public interface INudgeCopy
{
    /// <summary>The text of a decision that is sent or escalated; plain text.</summary>
    string Render(NudgeDecision decision, NudgeContext context);
}
