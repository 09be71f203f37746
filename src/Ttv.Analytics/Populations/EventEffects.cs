namespace Ttv.Analytics.Populations;

/// <summary>What an event does to an account's row, where the row needs no more than the earliest, the latest or the number of such events.</summary>
[Flags]
internal enum EventEffects
{
    None = 0,

    /// <summary>The customer did something.</summary>
    Activity = 1 << 0,

    /// <summary>The vocabulary calls it a session.</summary>
    Session = 1 << 1,

    /// <summary>A signed-up fact.</summary>
    SignUp = 1 << 2,

    /// <summary>A product event that tells of the sign-up where no fact does.</summary>
    TellsSignUp = 1 << 3,

    /// <summary>Such a product event with profile values.</summary>
    BringsProfile = 1 << 4,

    Churn = 1 << 5,
    Assist = 1 << 6,
    Owner = 1 << 7,
    Proof = 1 << 8,
    Approver = 1 << 9,
    Unsubscribe = 1 << 10,
    SegmentAssigned = 1 << 11,
    Fit = 1 << 12,
    Experience = 1 << 13,
    Flow = 1 << 14,
    Band = 1 << 15,

    /// <summary>Depends on the order of several events, as nudges, pauses and returns do: the journey fold has to read the account.</summary>
    Intricate = 1 << 16,

    /// <summary>An escalation: no column reads it, and a review of paths asks how the account fared since.</summary>
    Escalation = 1 << 17,

    /// <summary>What has to be taken one event at a time; few events do it.</summary>
    Singular = SignUp | SegmentAssigned | Fit | Experience | Flow | Band,
}
