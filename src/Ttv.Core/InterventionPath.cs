namespace Ttv;

/// <summary>How an account is helped. Wire names: <c>automation_only, hybrid, founder_assist</c>.</summary>
public enum InterventionPath
{
    /// <summary>Automatic nudges alone.</summary>
    AutomationOnly,

    /// <summary>Automatic nudges, with a human on call.</summary>
    Hybrid,

    /// <summary>A founder or senior person steps in.</summary>
    FounderAssist,
}
