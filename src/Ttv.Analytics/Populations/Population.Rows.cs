using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <content>One account at a time.</content>
public sealed partial class Population
{
    /// <summary>The account of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is not from 0 to <see cref="Count"/> - 1.</exception>
    public AccountId AccountOf(int row) => _names[Checked(row)];

    /// <summary>The row of an account; -1 where the population has none of it.</summary>
    /// <exception cref="InvalidOperationException">The account is the default value.</exception>
    public int RowOf(AccountId account)
    {
        var row = _names.Find(account);
        return row < Count ? row : -1;
    }

    /// <summary>The definition of a row's segment, in the version in force when it was assigned; null where no segment is known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is not from 0 to <see cref="Count"/> - 1.</exception>
    public SegmentDefinition? SegmentOf(int row) => Segment[Checked(row)] is >= 0 and var index ? Definitions.Catalog.Definitions[index] : null;

    /// <summary>A row's profile at sign-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is not from 0 to <see cref="Count"/> - 1.</exception>
    public EventProperties ProfileOf(int row) => _profiles[Profile[Checked(row)]];

    /// <summary>A profile by the index that stands in <see cref="Profile"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No row has the index.</exception>
    public EventProperties ProfileAt(int index) => _profiles[index];

    /// <summary>What a review needs to know of a row, as <see cref="AccountOutcome.From"/> says of its journey; null where it has no sign-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is not from 0 to <see cref="Count"/> - 1.</exception>
    public AccountOutcome? OutcomeOf(int row)
    {
        if (InstantOf(SignedUpAt[Checked(row)]) is not { } signedUpAt) return null;
        var flags = Flags[row];
        var wasAssisted = flags.HasFlag(AccountFlags.Assisted);
        return new AccountOutcome
        {
            Account = AccountOf(row),
            SignedUpAt = signedUpAt,
            Segment = SegmentOf(row)?.Key,
            Profile = ProfileOf(row),
            FirstValueAt = InstantOf(FirstValueAt[row]),
            ChurnedAt = InstantOf(ChurnedAt[row]),
            WasActiveInWeek2 = flags.HasFlag(AccountFlags.ActiveInWeek2),
            WasAssisted = wasAssisted ? true : null,
            WasAssistedBeforeFirstValue = wasAssisted ? flags.HasFlag(AccountFlags.AssistedBeforeFirstValue) : null,
            IsAccountable = flags.HasFlag(AccountFlags.HasTrail) ? flags.HasFlag(AccountFlags.Accountable) : null,
        };
    }

    /// <summary>A row's measurements at <see cref="AsOf"/>, as <see cref="RiskInputs.From"/> takes them of its journey; null where it is not timed.</summary>
    /// <remarks>Durations are whole microseconds: finer parts of a path's own times are dropped.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The row is not from 0 to <see cref="Count"/> - 1.</exception>
    public RiskInputs? InputsOf(int row)
    {
        var flags = Flags[Checked(row)];
        if (!flags.HasFlag(AccountFlags.Timed)) return null;
        var isOldEnough = SessionsInLastWindow[row] >= 0;
        return new RiskInputs
        {
            SinceProgress = DurationOf(SinceProgress[row]),
            Allowance = DurationOf(Allowance[row]),
            IsPastTarget = flags.HasFlag(AccountFlags.PastTarget),
            SessionsInLastWindow = isOldEnough ? SessionsInLastWindow[row] : null,
            SessionsInPreviousWindow = isOldEnough ? SessionsInPreviousWindow[row] : null,
            RemindersSent = RemindersSent[row],
            RemindersIgnored = RemindersIgnored[row],
            RepliesAsked = RepliesAsked[row],
            RepliesGiven = RepliesGiven[row],
            ChosenFlow = ChosenFlow[row] is >= 0 and var flow ? (Complexity)flow : null,
            Experience = Experience[row] is >= 0 and var experience ? (Complexity)experience : null,
            PotentialValue = double.IsNaN(PotentialValue[row]) ? null : PotentialValue[row],
            Expansion = double.IsNaN(Expansion[row]) ? null : Expansion[row],
        };
    }

    private static Instant? InstantOf(long micros) => micros == Never ? null : Instants.FromMicroseconds(micros);

    private static Duration? DurationOf(long micros) => micros < 0 ? null : Duration.FromTicks(micros * 10);

    private int Checked(int row) => (uint)row < (uint)Count ? row : throw new ArgumentOutOfRangeException(nameof(row), row, $"there are {Count} rows: 0 to {Count - 1} is allowed.");
}
