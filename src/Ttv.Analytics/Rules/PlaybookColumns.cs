namespace Ttv.Analytics.Rules;

/// <summary>The columns that the playbook's four nudge rules look at: 16 bytes an account. <see cref="From"/> reads them of a population; new rows hold <see cref="PlaybookFacts.None"/>.</summary>
/// <remarks>Rows may be written by several threads as long as no two write the same row.</remarks>
public sealed partial class PlaybookColumns
{
    /// <summary>The column of <see cref="PlaybookFacts.Band"/>.</summary>
    public const string Band = "band";

    /// <summary>The column of <see cref="PlaybookFacts.IsHighValue"/>: 1 or 0.</summary>
    public const string HighValue = "high_value";

    /// <summary>The column of <see cref="PlaybookFacts.IsStarted"/>: 1 or 0.</summary>
    public const string Started = "started";

    /// <summary>The column of <see cref="PlaybookFacts.HasCompleted"/>: 1 or 0.</summary>
    public const string Completed = "completed";

    /// <summary>The column of <see cref="PlaybookFacts.DueIn"/>, in seconds.</summary>
    public const string DueIn = "due_in";

    /// <summary>The column of <see cref="PlaybookFacts.HalfWayIn"/>, in seconds.</summary>
    public const string HalfWayIn = "half_way_in";

    /// <summary>The column of <see cref="PlaybookFacts.StalledIn"/>, in seconds.</summary>
    public const string StalledIn = "stalled_in";

    private readonly byte[] _band;
    private readonly byte[] _highValue;
    private readonly byte[] _started;
    private readonly byte[] _completed;
    private readonly int[] _dueIn;
    private readonly int[] _halfWayIn;
    private readonly int[] _stalledIn;

    /// <summary>Creates columns.</summary>
    /// <param name="count">The number of accounts, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public PlaybookColumns(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (_band, _highValue, _started, _completed) = (new byte[count], new byte[count], new byte[count], new byte[count]);
        (_dueIn, _halfWayIn, _stalledIn) = (new int[count], new int[count], new int[count]);
        for (var row = 0; row < count; row++) Set(row, PlaybookFacts.None);
        All =
        [
            RuleColumn.Of(Band, _band), RuleColumn.Of(HighValue, _highValue), RuleColumn.Of(Started, _started), RuleColumn.Of(Completed, _completed),
            RuleColumn.Of(DueIn, _dueIn), RuleColumn.Of(HalfWayIn, _halfWayIn), RuleColumn.Of(StalledIn, _stalledIn),
        ];
    }

    /// <summary>The number of accounts.</summary>
    public int Count => _band.Length;

    /// <summary>The columns, to bind a plan to; add the user's own for rules of their own.</summary>
    public ValueList<RuleColumn> All { get; }

    /// <summary>Writes an account's facts.</summary>
    /// <param name="row">The account's row.</param>
    /// <param name="facts">The facts.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public void Set(int row, in PlaybookFacts facts)
    {
        _band[row] = facts.Band;
        _highValue[row] = facts.IsHighValue ? (byte)1 : (byte)0;
        _started[row] = facts.IsStarted ? (byte)1 : (byte)0;
        _completed[row] = facts.HasCompleted ? (byte)1 : (byte)0;
        _dueIn[row] = facts.DueIn;
        _halfWayIn[row] = facts.HalfWayIn;
        _stalledIn[row] = facts.StalledIn;
    }
}
