using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>Which of the <see cref="JourneyFindings"/> an account has; how many events each concerns, the journey tells.</summary>
[Flags]
public enum AccountFindings : byte
{
    /// <summary>Nothing to find fault with.</summary>
    None = 0,

    /// <summary><see cref="JourneyFindings.FirstValueBeforeSignUp"/>.</summary>
    FirstValueBeforeSignUp = 1 << 0,

    /// <summary><see cref="JourneyFindings.NoSignUp"/>.</summary>
    NoSignUp = 1 << 1,

    /// <summary><see cref="JourneyFindings.NoSegment"/>.</summary>
    NoSegment = 1 << 2,

    /// <summary><see cref="JourneyFindings.ConflictingDuplicate"/>.</summary>
    ConflictingDuplicate = 1 << 3,

    /// <summary><see cref="JourneyFindings.ImpossibleTime"/>.</summary>
    ImpossibleTime = 1 << 4,

    /// <summary><see cref="JourneyFindings.UnknownVariant"/>.</summary>
    UnknownVariant = 1 << 5,

    /// <summary><see cref="JourneyFindings.ResumedWithoutStop"/>.</summary>
    ResumedWithoutStop = 1 << 6,

    /// <summary><see cref="JourneyFindings.UnknownNudge"/>.</summary>
    UnknownNudge = 1 << 7,
}
