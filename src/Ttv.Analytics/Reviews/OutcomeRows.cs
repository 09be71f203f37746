using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>Gathers rows into columns.</summary>
internal sealed class OutcomeRows
{
    private readonly HashSet<AccountId> _accounts = [];
    private readonly Dictionary<SegmentKey, short> _indexes = [];

    public List<long> SignedUpAt { get; } = [];

    public List<long> FirstValueAt { get; } = [];

    public List<long> ChurnedAt { get; } = [];

    public List<short> Segments { get; } = [];

    public List<OutcomeFlags> Flags { get; } = [];

    public List<SegmentKey> SegmentKeys { get; } = [];

    public void Add(AccountOutcome row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!_accounts.Add(row.Account)) throw new ArgumentException($"Account '{row.Account}' stands twice: one row an account is needed.", nameof(row));
        SignedUpAt.Add(Instants.ToMicroseconds(row.SignedUpAt));
        FirstValueAt.Add(MicrosecondsOf(row.FirstValueAt));
        ChurnedAt.Add(MicrosecondsOf(row.ChurnedAt));
        Segments.Add(row.Segment is { } segment ? IndexOf(segment) : (short)-1);
        Flags.Add(
            FlagsOf(row.WasActiveInWeek2, OutcomeFlags.ActiveInWeek2, OutcomeFlags.ActivityKnown)
            | FlagsOf(row.WasAssisted, OutcomeFlags.Assisted, OutcomeFlags.AssistKnown)
            | FlagsOf(row.WasAssistedBeforeFirstValue, OutcomeFlags.AssistedBeforeValue, OutcomeFlags.AssistBeforeValueKnown)
            | FlagsOf(row.IsAccountable, OutcomeFlags.Accountable, OutcomeFlags.AccountabilityKnown));
    }

    private static long MicrosecondsOf(Instant? at) => at is { } instant ? Instants.ToMicroseconds(instant) : OutcomeColumns.Never;

    private static OutcomeFlags FlagsOf(bool? answer, OutcomeFlags yes, OutcomeFlags known) => answer switch
    {
        null => OutcomeFlags.None,
        true => yes | known,
        false => known,
    };

    private short IndexOf(SegmentKey segment)
    {
        if (_indexes.TryGetValue(segment, out var index)) return index;
        if (SegmentKeys.Count > short.MaxValue) throw new ArgumentException($"There are more than {short.MaxValue + 1} segments.", nameof(segment));
        index = (short)SegmentKeys.Count;
        SegmentKeys.Add(segment);
        _indexes[segment] = index;
        return index;
    }
}
