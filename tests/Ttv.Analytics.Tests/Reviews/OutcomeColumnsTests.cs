using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

public class OutcomeColumnsTests
{
    private const OutcomeFlags Yes = OutcomeFlags.Assisted | OutcomeFlags.AssistKnown;

    [Fact]
    public void Create_Spans_AreTakenInAsGiven()
    {
        var columns = OutcomeColumns.Create([5, 6], [7, OutcomeColumns.Never], [OutcomeColumns.Never, 9], [Yes, OutcomeFlags.None], [0, -1], [SegmentKey.Create("founder")]);

        Assert.Equal(2, columns.Count);
        Assert.Equal([5, 6], columns.SignedUpAt.ToArray());
        Assert.Equal([7, OutcomeColumns.Never], columns.FirstValueAt.ToArray());
        Assert.Equal([OutcomeColumns.Never, 9], columns.ChurnedAt.ToArray());
        Assert.Equal([Yes, OutcomeFlags.None], columns.Flags.ToArray());
        Assert.Equal([0, -1], columns.Segments.ToArray().Select(s => (int)s));
    }

    [Fact]
    public void Create_EmptySpans_AreUnknownThroughout()
    {
        var columns = OutcomeColumns.Create([5], [], [], [], [], []);

        Assert.Equal((OutcomeColumns.Never, OutcomeColumns.Never), (columns.FirstValueAt[0], columns.ChurnedAt[0]));
        Assert.Equal((OutcomeFlags.None, -1), (columns.Flags[0], columns.Segments[0]));
    }

    public static TheoryData<Action, string> Faults => new()
    {
        { () => OutcomeColumns.Create([1, 2], [3], [], [], [], []), "firstValueAt has 1 values and signedUpAt has 2" },
        { () => OutcomeColumns.Create([OutcomeColumns.Never], [], [], [], [], []), "SignedUpAt[0] is 9223372036854775807" },
        { () => OutcomeColumns.Create([1], [OutcomeColumns.Latest + 1], [], [], [], []), "FirstValueAt[0] is 4503599627370497" },
        { () => OutcomeColumns.Create([1], [], [OutcomeColumns.Earliest - 1], [], [], []), "ChurnedAt[0] is -4503599627370497" },
        { () => OutcomeColumns.Create([1], [], [], [OutcomeFlags.Assisted], [], []), "Flags[0] is Assisted: a yes needs its known bit" },
        { () => OutcomeColumns.Create([1], [], [], [], [0], []), "Segments[0] is 0: an index below 0" },
        { () => OutcomeColumns.Create([1], [], [], [], [], [SegmentKey.Create("a"), SegmentKey.Create("a")]), "each segment is needed once" },
        { () => OutcomeColumns.Create([1], [], [], [], [], [default]), "each segment is needed once" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Create_FaultyColumn_IsRefusedByRowAndValue(Action create, string fault) =>
        Assert.Contains(fault, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);

    [Fact]
    public void From_Rows_KeepsUnknownApartFromNo()
    {
        var at = Instant.FromUtc(2026, 3, 2, 0, 0);
        var row = new AccountOutcome { Account = AccountId.Create("a"), SignedUpAt = at, WasAssisted = false, IsAccountable = true, ChurnedAt = at + Duration.FromNanoseconds(1_999) };
        var columns = OutcomeColumns.From([row]);

        Assert.Equal(OutcomeFlags.AssistKnown | OutcomeFlags.Accountable | OutcomeFlags.AccountabilityKnown, columns.Flags[0]);
        Assert.Equal(columns.SignedUpAt[0] + 1, columns.ChurnedAt[0]);
    }

    [Fact]
    public void From_AccountTwice_IsRefused()
    {
        var row = new AccountOutcome { Account = AccountId.Create("a"), SignedUpAt = Instant.FromUtc(2026, 3, 2, 0, 0) };

        Assert.Throws<ArgumentException>(() => OutcomeColumns.From([row, row]));
    }

    [Fact]
    public void From_InstantOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentException>(() => OutcomeColumns.From([new AccountOutcome { Account = AccountId.Create("a"), SignedUpAt = Instant.FromUtc(1700, 1, 1, 0, 0) }]));

    [Theory]
    [InlineData(1_000_000, 5_000_000, 1_000_000)]
    [InlineData(1_000_000, 5_001_000, 1_000)]
    [InlineData(1_000_000, 5_000_001, 1)]
    [InlineData(-1_000, 5_000_000, 1_000)]
    public void Unit_Times_IsTheCoarsestThatDividesThemAll(long first, long second, long unit) =>
        Assert.Equal(unit, OutcomeColumns.Create([first, second], [OutcomeColumns.Never, second], [], [], [], []).Unit);

    [Theory]
    [InlineData(1, 987_654_321)]
    [InlineData(1_000, 987_654_321_000)]
    [InlineData(1_000_000, 4_503_599_627_000_000)]
    public void Over_Multiple_IsExactDivision(long unit, long multiple) => Assert.Equal((ulong)(multiple / unit), new TickUnit(unit).Over(multiple));
}
