namespace Ttv.Events;

/// <summary>What an event says: a <see cref="ProductEvent"/> of the user's own product, or one of Ttv's own <see cref="Fact"/>s.</summary>
public abstract record EventBody
{
    private protected EventBody()
    {
    }

    /// <summary>The event's name: the product's own, or <c>ttv.…</c> for a fact.</summary>
    public abstract string Name { get; }

    /// <summary>The event's content as properties, from which it can be read back.</summary>
    public abstract EventProperties ToProperties();

    /// <summary>
    /// Reads a body from its name and properties: a fact where the name begins with <c>ttv.</c>, else a product event.
    /// Returns false with the field, the value and what is allowed where they do not fit.
    /// </summary>
    public static bool TryRead(string? name, EventProperties properties, out EventBody? body, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(properties);
        body = null;
        fault = Text.Names.FaultOf("event name", name, ProductEvent.MaxNameLength);
        if (fault is not null) return false;
        if (name!.StartsWith(Fact.Prefix, StringComparison.Ordinal))
        {
            if (!Fact.TryRead(name, properties, out var fact, out fault)) return false;
            body = fact;
        }
        else
        {
            body = new ProductEvent(name, properties);
        }

        return true;
    }
}
