namespace Ttv.Analytics.Populations;

/// <summary>A code's meaning, compiled once for all events that carry it.</summary>
internal struct EventMeaning
{
    public EventEffects Effects;

    /// <summary>The patterns it fits: <see cref="MatchCount"/> entries of <see cref="EventMeanings.Matches"/> from here.</summary>
    public int FirstMatch;
    public int MatchCount;

    /// <summary>The profile it tells, an index into <see cref="EventMeanings.Profiles"/>.</summary>
    public int Profile;

    /// <summary>The segment that its profile is classified as, or that it assigns: an index into the catalog's keys, or -1.</summary>
    public int Segment;

    /// <summary>The levels and the band that it tells, where its effects say so.</summary>
    public sbyte Experience;
    public sbyte Flow;
    public sbyte Band;
}
