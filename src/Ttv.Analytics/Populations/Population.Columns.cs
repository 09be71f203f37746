using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <content>The columns: one value a row. Times are microseconds since the Unix epoch, <see cref="Never"/> where there is none.
/// Reading one of a disposed population throws an <see cref="ObjectDisposedException"/>.</content>
public sealed partial class Population
{
    /// <summary>When each account signed up; <see cref="Never"/>: the log holds no sign-up.</summary>
    public ReadOnlySpan<long> SignedUpAt => Columns.SignedUpAt.AsSpan(0, Count);

    /// <summary>When first value was first observed; it may lie before sign-up or after a cancellation.</summary>
    public ReadOnlySpan<long> FirstValueAt => Columns.FirstValueAt.AsSpan(0, Count);

    /// <summary>When each account first cancelled.</summary>
    public ReadOnlySpan<long> ChurnedAt => Columns.ChurnedAt.AsSpan(0, Count);

    /// <summary>When first value is due, shifted by the stops of the account's clock; <see cref="Never"/> without sign-up or segment.</summary>
    public ReadOnlySpan<long> TargetAt => Columns.TargetAt.AsSpan(0, Count);

    /// <summary>When each account last completed a step, else its sign-up; <see cref="Never"/> where it is not timed.</summary>
    public ReadOnlySpan<long> LastProgressAt => Columns.LastProgressAt.AsSpan(0, Count);

    /// <summary>When the current step is due, rounded up where its path asks for finer times; <see cref="Never"/> where there is none, see <see cref="CurrentStep"/>.</summary>
    public ReadOnlySpan<long> CurrentDueAt => Columns.CurrentDueAt.AsSpan(0, Count);

    /// <summary>When the customer last did something.</summary>
    public ReadOnlySpan<long> LastActivityAt => Columns.LastActivityAt.AsSpan(0, Count);

    /// <summary>Running time from the last progress to <see cref="AsOf"/> in microseconds, 0 or more; -1 where there is no current step.</summary>
    public ReadOnlySpan<long> SinceProgress => Columns.SinceProgress.AsSpan(0, Count);

    /// <summary>Running time from the last progress to the current step's due time in microseconds, 1 or more; -1 where there is no current step.</summary>
    public ReadOnlySpan<long> Allowance => Columns.Allowance.AsSpan(0, Count);

    /// <summary>Which steps of the account's path are complete: bit 0 the first; the bit of the last step is first value.</summary>
    public ReadOnlySpan<ulong> StepsDone => Columns.StepsDone.AsSpan(0, Count);

    /// <summary>Potential account value as last assessed, 0 to 1; NaN: unknown.</summary>
    public ReadOnlySpan<double> PotentialValue => Columns.PotentialValue.AsSpan(0, Count);

    /// <summary>Expansion potential as last assessed, 0 to 1; NaN: unknown.</summary>
    public ReadOnlySpan<double> Expansion => Columns.Expansion.AsSpan(0, Count);

    /// <summary>Sessions in the last window before <see cref="AsOf"/>, 0 or more; -1 where the account is not timed or younger than two windows.</summary>
    public ReadOnlySpan<int> SessionsInLastWindow => Columns.SessionsInLastWindow.AsSpan(0, Count);

    /// <summary>Sessions in the window before it, 0 or more; -1 as in <see cref="SessionsInLastWindow"/>.</summary>
    public ReadOnlySpan<int> SessionsInPreviousWindow => Columns.SessionsInPreviousWindow.AsSpan(0, Count);

    /// <summary>Reminders sent and old enough to have been answered, 0 or more.</summary>
    public ReadOnlySpan<int> RemindersSent => Columns.RemindersSent.AsSpan(0, Count);

    /// <summary>Those of them that were not engaged with in time, 0 or more.</summary>
    public ReadOnlySpan<int> RemindersIgnored => Columns.RemindersIgnored.AsSpan(0, Count);

    /// <summary>Replies asked for that were given or are overdue, 0 or more.</summary>
    public ReadOnlySpan<int> RepliesAsked => Columns.RepliesAsked.AsSpan(0, Count);

    /// <summary>Replies given, 0 or more.</summary>
    public ReadOnlySpan<int> RepliesGiven => Columns.RepliesGiven.AsSpan(0, Count);

    /// <summary>Seconds from <see cref="AsOf"/> until half of the current step's nudge allowance is gone on the account's running clock, rounded up, so
    /// that 0 or less means exactly that it is; <see cref="int.MaxValue"/> where there is no current step.</summary>
    public ReadOnlySpan<int> HalfWayIn => Columns.HalfWayIn.AsSpan(0, Count);

    /// <summary>Seconds from <see cref="AsOf"/> until half of that allowance is gone since the current step was started, rounded up;
    /// <see cref="int.MaxValue"/> where it was not started.</summary>
    public ReadOnlySpan<int> StalledIn => Columns.StalledIn.AsSpan(0, Count);

    /// <summary>The profile at sign-up, an index for <see cref="ProfileAt"/>. Equal profiles have equal indices; which index a profile has, is this population's own matter.</summary>
    public ReadOnlySpan<int> Profile => Columns.Profile.AsSpan(0, Count);

    /// <summary>The segment's definition in force when it was assigned, a position in the catalog's definitions; -1: no segment is known.</summary>
    public ReadOnlySpan<short> Segment => Columns.Segment.AsSpan(0, Count);

    /// <summary>What is true of each account.</summary>
    public ReadOnlySpan<AccountFlags> Flags => Columns.Flags.AsSpan(0, Count);

    /// <summary>The variant of the segment's path that the account is on, as <see cref="Complexity"/>; -1 without a segment.</summary>
    public ReadOnlySpan<sbyte> Path => Columns.Path.AsSpan(0, Count);

    /// <summary>The step the account is at, a position in its path; -1 once first value is observed, or where the account is not timed.</summary>
    public ReadOnlySpan<sbyte> CurrentStep => Columns.CurrentStep.AsSpan(0, Count);

    /// <summary>The flow last chosen, as <see cref="Complexity"/>; -1: unknown.</summary>
    public ReadOnlySpan<sbyte> ChosenFlow => Columns.ChosenFlow.AsSpan(0, Count);

    /// <summary>The user's experience as last declared, as <see cref="Complexity"/>; -1: unknown.</summary>
    public ReadOnlySpan<sbyte> Experience => Columns.Experience.AsSpan(0, Count);

    /// <summary>The risk band last recorded, as <see cref="RiskBand"/>; -1: none.</summary>
    public ReadOnlySpan<sbyte> RecordedBand => Columns.RecordedBand.AsSpan(0, Count);

    /// <summary>How each account's way ended for the statistics, as <see cref="JourneyOutcome"/>: 0 open, 1 first value, 2 churned.</summary>
    public ReadOnlySpan<byte> Outcome => Columns.Outcome.AsSpan(0, Count);

    /// <summary>What cannot be as told.</summary>
    public ReadOnlySpan<AccountFindings> Findings => Columns.Findings.AsSpan(0, Count);

    private PopulationColumns Columns => _columns ?? throw new ObjectDisposedException(nameof(Population));
}
