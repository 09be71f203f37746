namespace Ttv.Analytics.Populations;

/// <summary>A code's meaning, compiled once for all events that carry it.</summary>
/// <remarks>Of the patterns that it fits, of cancelling and of helping, a row needs the earliest time: each is a <em>slot</em> of
/// earliest times. Most events have one slot or none, and none is a slot as well, so that no event has to be told from another.</remarks>
internal struct EventMeaning
{
    public EventEffects Effects;

    /// <summary>The first slot whose earliest time it may be.</summary>
    public int Slot;

    /// <summary>The further ones: <see cref="MoreCount"/> entries of <see cref="EventMeanings.MoreSlots"/> from here.</summary>
    public int FirstMore;
    public int MoreCount;

    /// <summary>The profile it tells, an index into <see cref="EventMeanings.Profiles"/>.</summary>
    public int Profile;

    /// <summary>The segment that its profile is classified as, or that it assigns: an index into the catalog's keys, or -1.</summary>
    public int Segment;

    /// <summary>The levels and the band that it tells, where its effects say so.</summary>
    public sbyte Experience;
    public sbyte Flow;
    public sbyte Band;
}
