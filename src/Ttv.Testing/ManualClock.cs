using NodaTime;

namespace Ttv.Testing;

/// <summary>A clock that stands until it is set.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ManualClock : IClock
{
    private long _ticks;

    /// <summary>Creates a clock.</summary>
    public ManualClock(Instant now) => Set(now);

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref _ticks));

    /// <summary>Sets the clock, backwards too.</summary>
    public void Set(Instant now) => Interlocked.Exchange(ref _ticks, now.ToUnixTimeTicks());

    /// <summary>Moves the clock by a duration, negative ones too.</summary>
    public void Advance(Duration by) => Set(GetCurrentInstant() + by);
}
