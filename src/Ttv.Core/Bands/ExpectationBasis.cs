namespace Ttv.Bands;

/// <summary>What an expected TTV rests on. Wire names: <c>prediction, segment_median, segment_deadline</c>.</summary>
public enum ExpectationBasis
{
    /// <summary>A prediction at sign-up.</summary>
    Prediction,

    /// <summary>The median of the account's segment.</summary>
    SegmentMedian,

    /// <summary>The deadline of the account's path: nothing is known of earlier accounts.</summary>
    SegmentDeadline,
}
