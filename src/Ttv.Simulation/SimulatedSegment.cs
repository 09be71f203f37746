using System.Globalization;
using Ttv.Segments;

namespace Ttv.Simulation;

/// <summary>How the accounts of one segment behave.</summary>
/// <remarks>Immutable. Times are waiting times of Weibull distributions: each step is begun when the one before it is done.</remarks>
public sealed record SimulatedSegment
{
    /// <summary>The segment; accounts walk its first path.</summary>
    public required SegmentDefinition Definition { get; init; }

    /// <summary>How many accounts it has beside the others; above zero, 1 by default.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The share of accounts that come to a step and never do it, for each step; 0 to 1, 0.1 by default.</summary>
    public double StuckShare { get; init; } = 0.1;

    /// <summary>The scale of the waiting time for each step, as a share of its part of the path's deadline; above zero, 0.8 by default.</summary>
    public double Pace { get; init; } = 0.8;

    /// <summary>The shape of the waiting times: below 1 some are very quick and some very slow, above 1 they are alike; above zero, 1 by default.</summary>
    public double Shape { get; init; } = 1;

    /// <summary>The mean time in days after which accounts cancel that have not reached first value; above zero, 60 by default.</summary>
    public double MeanDaysToChurn { get; init; } = 60;

    /// <summary>The mean hours between sessions in the first days; above zero, 10 by default. The pause grows by a tenth each time.</summary>
    public double MeanHoursBetweenSessions { get; init; } = 10;

    /// <summary>The share of nudges that get the account to do its next step; 0 to 1, 0.4 by default.</summary>
    public double NudgeResponse { get; init; } = 0.4;

    /// <summary>The mean hours from a nudge to the step that it brings about; above zero, 6 by default.</summary>
    public double MeanHoursToRespond { get; init; } = 6;

    internal void CollectFaults(List<string> faults)
    {
        Positive(nameof(Weight), Weight);
        Positive(nameof(Pace), Pace);
        Positive(nameof(Shape), Shape);
        Positive(nameof(MeanDaysToChurn), MeanDaysToChurn);
        Positive(nameof(MeanHoursBetweenSessions), MeanHoursBetweenSessions);
        Positive(nameof(MeanHoursToRespond), MeanHoursToRespond);
        Share(nameof(StuckShare), StuckShare);
        Share(nameof(NudgeResponse), NudgeResponse);

        void Positive(string name, double value)
        {
            if (!(value > 0) || !double.IsFinite(value)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Definition.Key}: {name} is {value}: a number above 0 is needed."));
        }

        void Share(string name, double value)
        {
            if (!(value is >= 0 and <= 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Definition.Key}: {name} is {value}: a number from 0 to 1 is allowed."));
        }
    }
}
