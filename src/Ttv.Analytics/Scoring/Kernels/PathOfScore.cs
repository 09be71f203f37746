using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>
/// The intervention path: automation only where the coverage is too small or the band low; else hybrid, and founder assist
/// where the band is high and the account of high value. The borders of the band are those of the recorded band.
/// </summary>
/// <remarks>
/// Without branches: a border that is passed counts 1, and high value counts where the upper one is. A policy's hysteresis is at
/// most half of the elevated band, so that the upper border is never below the lower one.
/// </remarks>
internal readonly struct PathOfScore
{
    private readonly short _elevated;
    private readonly short _high;
    private readonly short _hysteresis;
    private readonly short _leastCoverage;

    public PathOfScore(RiskPolicy policy)
    {
        _elevated = (short)policy.ElevatedFrom.Hundredths;
        _high = (short)policy.HighFrom.Hundredths;
        _hysteresis = (short)policy.Hysteresis.Hundredths;
        // Without anything known there is no score.
        _leastCoverage = (short)Math.Max(policy.MinimumCoverage, 1);
    }

    /// <param name="scores">Hundredths by account.</param>
    /// <param name="coverages">The known weight by account in basis points.</param>
    /// <param name="bands">The recorded bands, or empty: none is.</param>
    /// <param name="highValues">1 for high value, else 0, or empty: nobody is.</param>
    /// <param name="paths">Numbers of <see cref="InterventionPath"/>.</param>
    public void Route(ReadOnlySpan<ushort> scores, ReadOnlySpan<ushort> coverages, ReadOnlySpan<byte> bands, ReadOnlySpan<byte> highValues, Span<byte> paths)
    {
        var done = RouteVectors(scores, coverages, bands, highValues, paths);
        RouteScalars(scores, coverages, bands, highValues, paths, done);
    }

    /// <summary>The formula, one account at a time, from an account on.</summary>
    public void RouteScalars(ReadOnlySpan<ushort> scores, ReadOnlySpan<ushort> coverages, ReadOnlySpan<byte> bands, ReadOnlySpan<byte> highValues, Span<byte> paths, int from)
    {
        for (var i = from; i < paths.Length; i++)
        {
            var band = bands.IsEmpty ? SignalColumns.NoBand : bands[i];
            var elevated = _elevated + (band == (byte)RiskBand.Low ? _hysteresis : 0) - (band == (byte)RiskBand.Elevated ? _hysteresis : 0);
            var high = _high + (band == (byte)RiskBand.Elevated ? _hysteresis : 0) - (band == (byte)RiskBand.High ? _hysteresis : 0);
            var path = scores[i] < elevated ? InterventionPath.AutomationOnly
                : scores[i] >= high && !highValues.IsEmpty && highValues[i] != 0 ? InterventionPath.FounderAssist
                : InterventionPath.Hybrid;
            paths[i] = (byte)(coverages[i] < _leastCoverage ? InterventionPath.AutomationOnly : path);
        }
    }

    private int RouteVectors(ReadOnlySpan<ushort> scores, ReadOnlySpan<ushort> coverages, ReadOnlySpan<byte> bands, ReadOnlySpan<byte> highValues, Span<byte> paths)
    {
        var s = MemoryMarshal.Cast<ushort, Vector<short>>(scores);
        var c = MemoryMarshal.Cast<ushort, Vector<short>>(coverages);
        var recorded = MemoryMarshal.Cast<byte, Vector<byte>>(bands);
        var values = MemoryMarshal.Cast<byte, Vector<byte>>(highValues);
        var written = MemoryMarshal.Cast<byte, Vector<byte>>(paths);
        for (var v = 0; v < written.Length; v++)
        {
            Vector.Widen(recorded.IsEmpty ? new Vector<byte>(SignalColumns.NoBand) : recorded[v], out var bandLow, out var bandHigh);
            Vector.Widen(values.IsEmpty ? Vector<byte>.Zero : values[v], out var valueLow, out var valueHigh);
            written[v] = Vector.AsVectorByte(Vector.Narrow(
                Route(s[2 * v], c[2 * v], Vector.AsVectorInt16(bandLow), Vector.AsVectorInt16(valueLow)),
                Route(s[(2 * v) + 1], c[(2 * v) + 1], Vector.AsVectorInt16(bandHigh), Vector.AsVectorInt16(valueHigh))));
        }

        return written.Length * Vector<byte>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<short> Route(Vector<short> score, Vector<short> coverage, Vector<short> band, Vector<short> highValue)
    {
        var hysteresis = new Vector<short>(_hysteresis);
        var wasLow = Vector.Equals(band, new Vector<short>((short)RiskBand.Low)) & hysteresis;
        var wasElevated = Vector.Equals(band, new Vector<short>((short)RiskBand.Elevated)) & hysteresis;
        var wasHigh = Vector.Equals(band, new Vector<short>((short)RiskBand.High)) & hysteresis;
        var isBelowElevated = Vector.LessThan(score, new Vector<short>(_elevated) + wasLow - wasElevated);
        var isBelowHigh = Vector.LessThan(score, new Vector<short>(_high) + wasElevated - wasHigh);
        var isFounder = Vector.AndNot(Vector<short>.One, isBelowHigh | Vector.Equals(highValue, Vector<short>.Zero));
        var path = Vector.AndNot(Vector<short>.One, isBelowElevated) + isFounder;
        return Vector.AndNot(path, Vector.LessThan(coverage, new Vector<short>(_leastCoverage)));
    }
}
