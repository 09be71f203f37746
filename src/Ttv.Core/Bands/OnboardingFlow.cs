namespace Ttv.Bands;

/// <summary>How an account is taken to first value. Wire names: <c>minimal, guided, assisted, concierge</c>.</summary>
public enum OnboardingFlow
{
    /// <summary>No friction: tutorials skipped, free exploration, tips on advanced use and upsell.</summary>
    Minimal,

    /// <summary>Checklist, tooltips, product tour.</summary>
    Guided,

    /// <summary>Automated templates and integrations, a progress indicator, a guided set-up call.</summary>
    Assisted,

    /// <summary>An onboarding specialist, scheduled calls, automated templates, a progress indicator.</summary>
    Concierge,
}
