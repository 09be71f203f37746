using System.Runtime.CompilerServices;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.CompetingRisks;

/// <summary>
/// An Aalen-Johansen estimate on its way through the event ticks: what nothing has happened to, what one cause has not
/// happened to, and the sums of the variance that <see cref="AalenJohansen"/> states.
/// </summary>
internal struct IncidenceState
{
    private readonly bool _hasOneCause;
    private double _free = 1;
    private double _waiting = 1;

    // The three sums carried forward: (F(t) - F)² expands in the step of F, and nothing cancels.
    private double _a;
    private double _aDistance;
    private double _aDistanceSquared;
    private double _b;
    private double _bDistance;
    private double _own;

    /// <param name="hasOneCause">Whether nothing competes in the whole of the data.</param>
    public IncidenceState(bool hasOneCause) => _hasOneCause = hasOneCause;

    /// <summary>One minus the incidence, 0 to 1.</summary>
    public readonly double Waiting => Math.Clamp(_waiting, 0, 1);

    /// <summary>The variance of the incidence.</summary>
    public readonly double Variance => Math.Max(0, _aDistanceSquared + _own - (2 * _bDistance));

    /// <summary>Takes in a tick with events of any cause.</summary>
    /// <param name="own">The weight of this cause's events.</param>
    /// <param name="any">The weight of all causes' events, above 0.</param>
    /// <param name="atRisk">The weight at risk just before the tick.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double own, double any, double atRisk)
    {
        var step = _free * (own / atRisk);
        // With one cause 1 - F is carried as a product, so that it equals the Kaplan-Meier curve to the bit.
        _waiting = _hasOneCause ? _waiting * (1 - (own / atRisk)) : _waiting - step;
        _aDistanceSquared += (2 * step * _aDistance) + (step * step * _a);
        _aDistance += step * _a;
        _bDistance += step * _b;

        if (any < atRisk) _a += any / (atRisk * (atRisk - any));
        _b += _free * own / (atRisk * atRisk);
        _own += _free * _free * own * (atRisk - own) / (atRisk * atRisk * atRisk);
        _free *= 1 - (any / atRisk);
    }

    /// <summary>Takes in a tick with events of other causes alone: what <see cref="Add"/> does where its own events are 0, every other term being 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddOthers(double any, double atRisk)
    {
        if (any < atRisk) _a += any / (atRisk * (atRisk - any));
        _free *= 1 - (any / atRisk);
    }

    /// <summary>The log-log limits of one minus an incidence.</summary>
    public static (double? Lower, double? Upper) Limits(double waiting, double variance, double z) =>
        StepCurve.Limits(waiting, waiting > 0 ? Math.Sqrt(variance) / waiting : 0, z, IntervalType.LogLog);
}
