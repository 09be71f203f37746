namespace Ttv.Segments;

/// <summary>Supplies segment definitions from wherever the user keeps them. Register with <c>AddSegments&lt;T&gt;()</c>.</summary>
public interface ISegmentProvider
{
    /// <summary>The definitions; called once, when the definitions are first needed. Must not return null.</summary>
    IEnumerable<SegmentDefinition> GetSegments();
}
