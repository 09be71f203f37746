namespace Ttv.Projection;

/// <summary>Whose history a projection rests on. Wire names: <c>same_progress, segment, everyone</c>.</summary>
public enum ProjectionBasis
{
    /// <summary>Accounts of the segment that had reached as many milestones and waited as long since.</summary>
    SameProgress,

    /// <summary>Accounts of the segment that had waited as long since sign-up: too few had made the same progress.</summary>
    Segment,

    /// <summary>Accounts of all segments that had waited as long since sign-up: too few of the segment had.</summary>
    Everyone,
}
