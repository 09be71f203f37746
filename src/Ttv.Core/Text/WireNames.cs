using System.Text;

namespace Ttv.Text;

/// <summary>The snake_case names of an enum's members, as they stand in JSON, event properties and reports.</summary>
internal static class WireNames<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly Dictionary<T, string> Names = Values.ToDictionary(v => v, v => ToSnake(v.ToString()));
    private static readonly Dictionary<string, T> ByName = Values.ToDictionary(v => Names[v], StringComparer.Ordinal);

    /// <summary>All names in declaration order, for an error message: <c>setup, integration</c>.</summary>
    public static string Allowed { get; } = string.Join(", ", Values.Select(v => Names[v]));

    public static string Of(T value) =>
        Names.TryGetValue(value, out var name)
            ? name
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(T).Name} allows {Allowed}.");

    public static bool TryParse(string? name, out T value) => ByName.TryGetValue(name ?? "", out value);

    private static string ToSnake(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
