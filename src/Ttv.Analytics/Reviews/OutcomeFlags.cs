namespace Ttv.Analytics.Reviews;

/// <summary>
/// The four answers that a review needs of an account beside its times. Each is yes, no or unknown: the answer's bit beside
/// its known bit is yes, the known bit alone is no, and neither is unknown.
/// </summary>
[Flags]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "A column of ten million is read at the speed of memory: a byte each.")]
public enum OutcomeFlags : byte
{
    /// <summary>Nothing is known; the default.</summary>
    None = 0,

    /// <summary>It did something from 7 days (included) to 14 days (excluded) after sign-up; with <see cref="ActivityKnown"/>.</summary>
    ActiveInWeek2 = 1,

    /// <summary>A human ever helped it; with <see cref="AssistKnown"/>.</summary>
    Assisted = 2,

    /// <summary>A human helped it before first value; with <see cref="AssistBeforeValueKnown"/>.</summary>
    AssistedBeforeValue = 4,

    /// <summary>Its record has owner, evidence and approver; with <see cref="AccountabilityKnown"/>.</summary>
    Accountable = 8,

    /// <summary>Whether it was active in week 2 is recorded.</summary>
    ActivityKnown = 16,

    /// <summary>Whether it was ever helped is recorded.</summary>
    AssistKnown = 32,

    /// <summary>Whether it was helped before first value is recorded.</summary>
    AssistBeforeValueKnown = 64,

    /// <summary>Whether its record is accountable is recorded.</summary>
    AccountabilityKnown = 128,
}
