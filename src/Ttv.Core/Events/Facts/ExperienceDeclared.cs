namespace Ttv.Events;

/// <summary>The user's experience became known.</summary>
/// <remarks>Wire name <c>ttv.experience_declared</c>.</remarks>
public sealed record ExperienceDeclared : Fact
{
    internal const string WireName = "ttv.experience_declared";

    /// <summary>Creates the fact.</summary>
    /// <param name="experience">The level they are used to.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public ExperienceDeclared(Complexity experience)
    {
        Experience = FactFields.Defined("experience", experience);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The level they are used to.</summary>
    public Complexity Experience { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("experience", PropertyValue.Of(Ttv.WireName.Of(Experience))));
}
