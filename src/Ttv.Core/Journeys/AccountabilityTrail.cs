namespace Ttv.Journeys;

/// <summary>Owner, proof and approver of an account, with who set them and when. The latest of each is in force.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Entries">Every line, in order of time.</param>
public sealed record AccountabilityTrail(ValueList<TrailEntry> Entries)
{
    /// <summary>The trail without a line.</summary>
    public static AccountabilityTrail Empty { get; } = new(ValueList.Create<TrailEntry>([]));

    /// <summary>The owner in force, or null.</summary>
    public TrailEntry? Owner => Latest(TrailKind.Owner);

    /// <summary>The proof in force, or null.</summary>
    public TrailEntry? Proof => Latest(TrailKind.Proof);

    /// <summary>The approver in force, or null.</summary>
    public TrailEntry? Approver => Latest(TrailKind.Approver);

    /// <summary>Whether owner, proof and approver are all named.</summary>
    public bool IsAccountable => Owner is not null && Proof is not null && Approver is not null;

    private TrailEntry? Latest(TrailKind kind)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            if (Entries[i].Kind == kind) return Entries[i];
        }

        return null;
    }
}
