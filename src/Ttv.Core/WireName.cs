using Ttv.Text;

namespace Ttv;

/// <summary>
/// The stable snake_case names that Ttv's enums carry in JSON, event properties, reports and messages,
/// such as <c>founder_assist</c> for <see cref="InterventionPath.FounderAssist"/>.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class WireName
{
    /// <summary>The wire name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a declared member.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum => WireNames<T>.Of(value);

    /// <summary>Reads a wire name, exactly as written; false when it names no member.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum => WireNames<T>.TryParse(name, out value);

    /// <summary>Every wire name of the enum in declaration order, separated by commas, for an error message.</summary>
    public static string Allowed<T>()
        where T : struct, Enum => WireNames<T>.Allowed;
}
