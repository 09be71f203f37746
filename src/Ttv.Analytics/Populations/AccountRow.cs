using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>One account's row before it becomes columns: both ways of folding an account end here. Times and durations are in microseconds.</summary>
internal struct AccountRow
{
    /// <summary>The row of an account of which nothing was known.</summary>
    public static readonly AccountRow Unknown = new()
    {
        SignedUpAt = Population.Never,
        FirstValueAt = Population.Never,
        ChurnedAt = Population.Never,
        TargetAt = Population.Never,
        LastProgressAt = Population.Never,
        CurrentDueAt = Population.Never,
        LastActivityAt = Population.Never,
        SinceProgress = -1,
        Allowance = -1,
        SessionsInLastWindow = -1,
        SessionsInPreviousWindow = -1,
        HalfWayIn = SecondsUntil.Never,
        StalledIn = SecondsUntil.Never,
        PotentialValue = double.NaN,
        Expansion = double.NaN,
        Segment = -1,
        Path = -1,
        CurrentStep = -1,
        ChosenFlow = -1,
        Experience = -1,
        RecordedBand = -1,
    };

    public long SignedUpAt;
    public long FirstValueAt;
    public long ChurnedAt;
    public long TargetAt;
    public long LastProgressAt;
    public long CurrentDueAt;
    public long LastActivityAt;
    public long SinceProgress;
    public long Allowance;
    public ulong StepsDone;
    public double PotentialValue;
    public double Expansion;
    public int SessionsInLastWindow;
    public int SessionsInPreviousWindow;
    public int RemindersSent;
    public int RemindersIgnored;
    public int RepliesAsked;
    public int RepliesGiven;
    public int Profile;
    public int HalfWayIn;
    public int StalledIn;
    public short Segment;
    public AccountFlags Flags;
    public sbyte Path;
    public sbyte CurrentStep;
    public sbyte ChosenFlow;
    public sbyte Experience;
    public sbyte RecordedBand;
    public byte Outcome;
    public AccountFindings Findings;

    public readonly bool IsTimed => (Flags & AccountFlags.Timed) != 0;

    /// <summary>How the account's way ended, as <see cref="Journey.Outcome"/>: the first of value and cancelling is final.</summary>
    public void Conclude()
    {
        var isWinBack = FirstValueAt != Population.Never && ChurnedAt != Population.Never && ChurnedAt < FirstValueAt;
        if (isWinBack) Flags |= AccountFlags.WinBack;
        Outcome = (byte)(isWinBack ? JourneyOutcome.Churned
            : FirstValueAt != Population.Never ? JourneyOutcome.FirstValue
            : ChurnedAt != Population.Never ? JourneyOutcome.Churned : JourneyOutcome.Open);
    }
}
