namespace Ttv.Analytics.Populations;

/// <summary>All columns of a population.</summary>
internal sealed class PopulationColumns : ReviewColumns
{
    /// <summary>The bytes of one account over all columns.</summary>
    public const int BytesPerAccount = ReviewedBytes + (6 * sizeof(long)) + sizeof(ulong) + (2 * sizeof(double)) + (8 * sizeof(int)) + 7;

    public readonly long[] TargetAt, LastProgressAt, CurrentDueAt, LastActivityAt, SinceProgress, Allowance;
    public readonly ulong[] StepsDone;
    public readonly double[] PotentialValue, Expansion;
    public readonly int[] SessionsInLastWindow, SessionsInPreviousWindow, RemindersSent, RemindersIgnored, RepliesAsked, RepliesGiven, HalfWayIn, StalledIn;
    public readonly sbyte[] Path, CurrentStep, ChosenFlow, Experience, RecordedBand;
    public readonly byte[] Outcome;
    public readonly AccountFindings[] Findings;

    public PopulationColumns(int capacity) : base(capacity)
    {
        (TargetAt, LastProgressAt, CurrentDueAt) = (New<long>(), New<long>(), New<long>());
        (LastActivityAt, SinceProgress, Allowance) = (New<long>(), New<long>(), New<long>());
        (StepsDone, PotentialValue, Expansion) = (New<ulong>(), New<double>(), New<double>());
        (SessionsInLastWindow, SessionsInPreviousWindow) = (New<int>(), New<int>());
        (RemindersSent, RemindersIgnored, RepliesAsked, RepliesGiven) = (New<int>(), New<int>(), New<int>(), New<int>());
        (HalfWayIn, StalledIn) = (New<int>(), New<int>());
        (Path, CurrentStep, ChosenFlow, Experience, RecordedBand) = (New<sbyte>(), New<sbyte>(), New<sbyte>(), New<sbyte>(), New<sbyte>());
        (Outcome, Findings) = (New<byte>(), New<AccountFindings>());
    }

    public override void Write(int first, ReadOnlySpan<AccountRow> rows)
    {
        base.Write(first, rows);
        for (var i = 0; i < rows.Length; i++) TargetAt[first + i] = rows[i].TargetAt;
        for (var i = 0; i < rows.Length; i++) LastProgressAt[first + i] = rows[i].LastProgressAt;
        for (var i = 0; i < rows.Length; i++) CurrentDueAt[first + i] = rows[i].CurrentDueAt;
        for (var i = 0; i < rows.Length; i++) LastActivityAt[first + i] = rows[i].LastActivityAt;
        for (var i = 0; i < rows.Length; i++) SinceProgress[first + i] = rows[i].SinceProgress;
        for (var i = 0; i < rows.Length; i++) Allowance[first + i] = rows[i].Allowance;
        for (var i = 0; i < rows.Length; i++) StepsDone[first + i] = rows[i].StepsDone;
        for (var i = 0; i < rows.Length; i++) PotentialValue[first + i] = rows[i].PotentialValue;
        for (var i = 0; i < rows.Length; i++) Expansion[first + i] = rows[i].Expansion;
        for (var i = 0; i < rows.Length; i++) SessionsInLastWindow[first + i] = rows[i].SessionsInLastWindow;
        for (var i = 0; i < rows.Length; i++) SessionsInPreviousWindow[first + i] = rows[i].SessionsInPreviousWindow;
        for (var i = 0; i < rows.Length; i++) RemindersSent[first + i] = rows[i].RemindersSent;
        for (var i = 0; i < rows.Length; i++) RemindersIgnored[first + i] = rows[i].RemindersIgnored;
        for (var i = 0; i < rows.Length; i++) RepliesAsked[first + i] = rows[i].RepliesAsked;
        for (var i = 0; i < rows.Length; i++) RepliesGiven[first + i] = rows[i].RepliesGiven;
        for (var i = 0; i < rows.Length; i++) HalfWayIn[first + i] = rows[i].HalfWayIn;
        for (var i = 0; i < rows.Length; i++) StalledIn[first + i] = rows[i].StalledIn;
        for (var i = 0; i < rows.Length; i++) Path[first + i] = rows[i].Path;
        for (var i = 0; i < rows.Length; i++) CurrentStep[first + i] = rows[i].CurrentStep;
        for (var i = 0; i < rows.Length; i++) ChosenFlow[first + i] = rows[i].ChosenFlow;
        for (var i = 0; i < rows.Length; i++) Experience[first + i] = rows[i].Experience;
        for (var i = 0; i < rows.Length; i++) RecordedBand[first + i] = rows[i].RecordedBand;
        for (var i = 0; i < rows.Length; i++) Outcome[first + i] = rows[i].Outcome;
        for (var i = 0; i < rows.Length; i++) Findings[first + i] = rows[i].Findings;
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
}
