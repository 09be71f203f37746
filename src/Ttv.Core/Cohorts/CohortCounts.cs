namespace Ttv.Cohorts;

/// <summary>What is counted of one group of accounts.</summary>
internal record struct CohortCounts
{
    public long Accounts;

    /// <summary>First value before anything else.</summary>
    public long Achieved;

    /// <summary>Cancelled first.</summary>
    public long Churned;

    /// <summary>Of those, reached first value after coming back.</summary>
    public long WinBacks;

    public long AgedWeek;

    /// <summary>As old as the median's warning.</summary>
    public long AgedWarning;

    public long AgedTwoWeeks;

    /// <summary>Of those two weeks old, active in the second.</summary>
    public long ActiveInWeek2;

    public long Assisted;

    /// <summary>Of those at first value, helped before it.</summary>
    public long AssistedBefore;

    /// <summary>Of those at first value, with an accountable record.</summary>
    public long Accountable;
}
