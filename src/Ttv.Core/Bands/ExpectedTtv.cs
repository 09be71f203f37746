using NodaTime;

namespace Ttv.Bands;

/// <summary>The time to value expected of an account when it signed up.</summary>
/// <param name="Time">The time, zero or more; null: half of such accounts never get there within the time observed.</param>
/// <param name="Basis">What it rests on.</param>
public sealed record ExpectedTtv(Duration? Time, ExpectationBasis Basis)
{
    /// <summary>The expected band: the time's, or high touch where half never get there.</summary>
    public TtvBand Band => Time is { } time ? TtvBands.Of(time) : TtvBand.HighTouch;
}
