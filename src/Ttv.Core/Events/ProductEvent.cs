using Ttv.Text;

namespace Ttv.Events;

/// <summary>Something a customer did in the user's own product, by the product's own name for it.</summary>
public sealed record ProductEvent : EventBody
{
    /// <summary>The longest event name allowed, in UTF-16 characters.</summary>
    public const int MaxNameLength = 256;

    /// <summary>Creates a product event.</summary>
    /// <param name="name">1 to 256 characters without control characters; must not begin with <c>ttv.</c>.</param>
    /// <param name="properties">The event's properties; null means none.</param>
    /// <exception cref="ArgumentException">The name breaks its rule.</exception>
    public ProductEvent(string name, EventProperties? properties = null)
    {
        Name = Names.Require("event name", name, MaxNameLength, nameof(name));
        if (name.StartsWith(Fact.Prefix, StringComparison.Ordinal))
            throw new ArgumentException($"event name '{Names.Shorten(name)}' begins with '{Fact.Prefix}', which is kept for Ttv's own facts.", nameof(name));
        Properties = properties ?? EventProperties.Empty;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The event's properties.</summary>
    public EventProperties Properties { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => Properties;
}
