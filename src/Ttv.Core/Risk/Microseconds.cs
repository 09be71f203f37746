using NodaTime;

namespace Ttv.Risk;

/// <summary>Durations as the formulas take them: whole microseconds, so that the same times give the same bits everywhere.</summary>
internal static class Microseconds
{
    public static double TotalMicroseconds(this Duration duration) => duration.BclCompatibleTicks / 10;
}
