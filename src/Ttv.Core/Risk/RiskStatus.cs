namespace Ttv.Risk;

/// <summary>Whether an account has a score, and if not, why. Wire names: <c>scored, first_value_reached, churned, no_known_signal, not_timed</c>.</summary>
public enum RiskStatus
{
    /// <summary>It has one.</summary>
    Scored,

    /// <summary>It is at first value: the score is 0.</summary>
    FirstValueReached,

    /// <summary>It is cancelled: no score.</summary>
    Churned,

    /// <summary>No signal is known: no score.</summary>
    NoKnownSignal,

    /// <summary>It has no sign-up or no segment, or first value before sign-up: no score.</summary>
    NotTimed,
}
