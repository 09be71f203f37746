using System.Text.Json;

namespace Ttv.Statistics.Support;

/// <summary>Comparisons by the tolerances of Data/README.md.</summary>
internal static class Close
{
    /// <summary>Survival, incidence: 1e-12 absolute.</summary>
    public static void Probability(double? expected, double? actual, string what) => Absolute(expected, actual, 1e-12, what);

    /// <summary>Errors, limits, restricted means: 1e-10 relative.</summary>
    public static void Relative(double? expected, double? actual, double tolerance, string what)
    {
        if (expected is null || actual is null || expected == actual) Assert.True(expected == actual, $"{what}: expected {expected?.ToString("R") ?? "null"}, was {actual?.ToString("R") ?? "null"}");
        else Assert.True(Math.Abs(expected.Value - actual.Value) <= tolerance * Math.Abs(expected.Value), $"{what}: expected {expected:R}, was {actual:R}");
    }

    public static void Absolute(double? expected, double? actual, double tolerance, string what)
    {
        if (expected is null || actual is null) Assert.True(expected == actual, $"{what}: expected {expected?.ToString("R") ?? "null"}, was {actual?.ToString("R") ?? "null"}");
        else Assert.True(Math.Abs(expected.Value - actual.Value) <= tolerance, $"{what}: expected {expected:R}, was {actual:R}");
    }

    public static double? NumberOrNull(this JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : null;
}
