using System.Reflection;

namespace Ttv.Testing.Conformance;

/// <summary>Sees to it that no suite is left out.</summary>
public static class ConformanceSuites
{
    /// <summary>The suites that a store has to pass.</summary>
    public static ValueList<Type> ForStores { get; } =
        typeof(StoreConformance).Assembly.GetExportedTypes().Where(t => t.IsAbstract && t.IsSubclassOf(typeof(StoreConformance))).OrderBy(t => t.Name, StringComparer.Ordinal).ToValueList();

    /// <summary>
    /// The suites for stores that no class of a test assembly implements: assert that it is empty. With several stores in one
    /// assembly, name the folder's namespace.
    /// </summary>
    /// <param name="tests">The test assembly.</param>
    /// <param name="nameSpace">Only classes of this namespace count; null: all do.</param>
    public static ValueList<Type> MissingIn(Assembly tests, string? nameSpace = null)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var classes = tests.GetTypes().Where(t => !t.IsAbstract && (nameSpace is null || t.Namespace == nameSpace)).ToArray();
        return ForStores.Where(suite => !Array.Exists(classes, c => c.IsSubclassOf(suite))).ToValueList();
    }
}
