namespace Ttv.Events;

/// <summary>The kind of a <see cref="PropertyValue"/>.</summary>
public enum PropertyKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
