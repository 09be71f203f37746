namespace Ttv;

/// <summary>
/// Everything about Ttv that may come from configuration. Bind it with <c>services.Configure&lt;TtvOptions&gt;(section)</c>; it is
/// checked as a whole, every fault listed with the property's path, and read once into immutable policies.
/// </summary>
/// <remarks>Segments given in code, by providers and here are taken together; nothing overrides another silently: the same version
/// of a segment defined twice is a fault.</remarks>
public sealed class TtvOptions
{
    /// <summary>Whether to add the playbook's three segments; false by default.</summary>
    public bool UsePlaybook { get; set; }

    /// <summary>Segments; none by default.</summary>
    public IList<SegmentOptions> Segments { get; } = [];

    /// <summary>What the product's own events mean; nothing by default.</summary>
    public IList<VocabularyOptions> Vocabulary { get; } = [];

    /// <summary>The event that signs an account up; null (default): its first event does. A signed-up fact always wins.</summary>
    public EventPatternOptions? SignUp { get; set; }

    /// <summary>The zone in which dates are read and cohort weeks run, such as <c>Europe/Berlin</c>; <c>UTC</c> by default.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Event properties kept for breaking step conversions down; none by default.</summary>
    public IList<string> Dimensions { get; } = [];

    /// <summary>Properties of a sign-up event that form the account's profile; none by default.</summary>
    public IList<string> ProfileKeys { get; } = [];

    /// <summary>The risk model.</summary>
    public RiskOptions Risk { get; } = new();

    /// <summary>The nudges' limits.</summary>
    public NudgeOptions Nudges { get; } = new();

    /// <summary>The weekly review.</summary>
    public ReviewOptions Review { get; } = new();
}
