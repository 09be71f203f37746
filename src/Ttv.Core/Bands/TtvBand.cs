namespace Ttv.Bands;

/// <summary>How long an account takes to first value. Wire names: <c>lightning, standard, slow_ramp, high_touch</c>.</summary>
public enum TtvBand
{
    /// <summary>Below 1 hour.</summary>
    Lightning,

    /// <summary>From 1 hour to below 1 day (24 hours).</summary>
    Standard,

    /// <summary>From 1 day to below 7 days.</summary>
    SlowRamp,

    /// <summary>7 days and more.</summary>
    HighTouch,
}
