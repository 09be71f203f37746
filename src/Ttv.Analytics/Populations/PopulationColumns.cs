namespace Ttv.Analytics.Populations;

/// <summary>The arrays of a population: rows written one by one, read column by column.</summary>
internal sealed class PopulationColumns
{
    /// <summary>The bytes of one account over all columns.</summary>
    public const int BytesPerAccount = (9 * sizeof(long)) + sizeof(ulong) + (2 * sizeof(double)) + (9 * sizeof(int)) + sizeof(short) + sizeof(ushort) + 7;

    public readonly long[] SignedUpAt, FirstValueAt, ChurnedAt, TargetAt, LastProgressAt, CurrentDueAt, LastActivityAt, SinceProgress, Allowance;
    public readonly ulong[] StepsDone;
    public readonly double[] PotentialValue, Expansion;
    public readonly int[] SessionsInLastWindow, SessionsInPreviousWindow, RemindersSent, RemindersIgnored, RepliesAsked, RepliesGiven, Profile, HalfWayIn, StalledIn;
    public readonly short[] Segment;
    public readonly AccountFlags[] Flags;
    public readonly sbyte[] Path, CurrentStep, ChosenFlow, Experience, RecordedBand;
    public readonly byte[] Outcome;
    public readonly AccountFindings[] Findings;

    private int _made;

    public PopulationColumns(int capacity)
    {
        Capacity = capacity;
        (SignedUpAt, FirstValueAt, ChurnedAt) = (New<long>(), New<long>(), New<long>());
        (TargetAt, LastProgressAt, CurrentDueAt) = (New<long>(), New<long>(), New<long>());
        (LastActivityAt, SinceProgress, Allowance) = (New<long>(), New<long>(), New<long>());
        (StepsDone, PotentialValue, Expansion) = (New<ulong>(), New<double>(), New<double>());
        (SessionsInLastWindow, SessionsInPreviousWindow, Profile) = (New<int>(), New<int>(), New<int>());
        (RemindersSent, RemindersIgnored, RepliesAsked, RepliesGiven) = (New<int>(), New<int>(), New<int>(), New<int>());
        (HalfWayIn, StalledIn) = (New<int>(), New<int>());
        (Segment, Flags) = (New<short>(), New<AccountFlags>());
        (Path, CurrentStep, ChosenFlow, Experience, RecordedBand) = (New<sbyte>(), New<sbyte>(), New<sbyte>(), New<sbyte>(), New<sbyte>());
        (Outcome, Findings) = (New<byte>(), New<AccountFindings>());
    }

    public int Capacity { get; }

    public void Write(int index, in AccountRow row)
    {
        SignedUpAt[index] = row.SignedUpAt;
        FirstValueAt[index] = row.FirstValueAt;
        ChurnedAt[index] = row.ChurnedAt;
        TargetAt[index] = row.TargetAt;
        LastProgressAt[index] = row.LastProgressAt;
        CurrentDueAt[index] = row.CurrentDueAt;
        LastActivityAt[index] = row.LastActivityAt;
        SinceProgress[index] = row.SinceProgress;
        Allowance[index] = row.Allowance;
        StepsDone[index] = row.StepsDone;
        PotentialValue[index] = row.PotentialValue;
        Expansion[index] = row.Expansion;
        SessionsInLastWindow[index] = row.SessionsInLastWindow;
        SessionsInPreviousWindow[index] = row.SessionsInPreviousWindow;
        RemindersSent[index] = row.RemindersSent;
        RemindersIgnored[index] = row.RemindersIgnored;
        RepliesAsked[index] = row.RepliesAsked;
        RepliesGiven[index] = row.RepliesGiven;
        Profile[index] = row.Profile;
        HalfWayIn[index] = row.HalfWayIn;
        StalledIn[index] = row.StalledIn;
        Segment[index] = row.Segment;
        Flags[index] = row.Flags;
        Path[index] = row.Path;
        CurrentStep[index] = row.CurrentStep;
        ChosenFlow[index] = row.ChosenFlow;
        Experience[index] = row.Experience;
        RecordedBand[index] = row.RecordedBand;
        Outcome[index] = row.Outcome;
        Findings[index] = row.Findings;
    }

    public AccountRow Read(int index) => new()
    {
        SignedUpAt = SignedUpAt[index],
        FirstValueAt = FirstValueAt[index],
        ChurnedAt = ChurnedAt[index],
        TargetAt = TargetAt[index],
        LastProgressAt = LastProgressAt[index],
        CurrentDueAt = CurrentDueAt[index],
        LastActivityAt = LastActivityAt[index],
        SinceProgress = SinceProgress[index],
        Allowance = Allowance[index],
        StepsDone = StepsDone[index],
        PotentialValue = PotentialValue[index],
        Expansion = Expansion[index],
        SessionsInLastWindow = SessionsInLastWindow[index],
        SessionsInPreviousWindow = SessionsInPreviousWindow[index],
        RemindersSent = RemindersSent[index],
        RemindersIgnored = RemindersIgnored[index],
        RepliesAsked = RepliesAsked[index],
        RepliesGiven = RepliesGiven[index],
        Profile = Profile[index],
        HalfWayIn = HalfWayIn[index],
        StalledIn = StalledIn[index],
        Segment = Segment[index],
        Flags = Flags[index],
        Path = Path[index],
        CurrentStep = CurrentStep[index],
        ChosenFlow = ChosenFlow[index],
        Experience = Experience[index],
        RecordedBand = RecordedBand[index],
        Outcome = Outcome[index],
        Findings = Findings[index],
    };

    /// <summary>Each array a little longer than the one before, so that columns read together do not start at equal offsets within a memory page.</summary>
    private T[] New<T>() => GC.AllocateUninitializedArray<T>(Capacity + (16 * _made++));
}
