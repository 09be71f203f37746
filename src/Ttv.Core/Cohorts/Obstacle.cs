using Ttv.Journeys;

namespace Ttv.Cohorts;

/// <summary>What stands in the way: a kind of blocker, or a product event that the vocabulary takes for one.</summary>
internal sealed record Obstacle(string? Source, BlockerType Blocker) : IComparable<Obstacle>
{
    public string Name => Source ?? WireName.Of(Blocker);

    public int CompareTo(Obstacle? other)
    {
        var order = string.CompareOrdinal(Source, other?.Source);
        return order != 0 ? order : Blocker.CompareTo(other?.Blocker);
    }
}
