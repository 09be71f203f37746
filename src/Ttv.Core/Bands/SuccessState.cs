namespace Ttv.Bands;

/// <summary>How an account stands to its band's success metric. Wire names: <c>pending, met, missed</c>.</summary>
public enum SuccessState
{
    /// <summary>The time is not up.</summary>
    Pending,

    /// <summary>Done in time.</summary>
    Met,

    /// <summary>Not done in time.</summary>
    Missed,
}
