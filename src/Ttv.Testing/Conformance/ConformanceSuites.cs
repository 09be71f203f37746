using System.Reflection;

namespace Ttv.Testing.Conformance;

/// <summary>Sees to it that no suite is left out.</summary>
public static class ConformanceSuites
{
    /// <summary>The suites that a store has to pass.</summary>
    public static ValueList<Type> ForStores { get; } = DerivedFrom(typeof(StoreConformance));

    /// <summary>The suites that a publisher has to pass.</summary>
    public static ValueList<Type> ForPublishers { get; } = [typeof(PublisherConformance), .. DerivedFrom(typeof(PublisherConformance)).AsEnumerable()];

    /// <summary>
    /// The suites for stores that no class of a test assembly implements: assert that it is empty. With several stores in one
    /// assembly, name the folder's namespace. A class that xunit does not run, because it is abstract, generic or not public,
    /// implements nothing.
    /// </summary>
    /// <param name="tests">The test assembly.</param>
    /// <param name="nameSpace">Only classes of this namespace count; null: all do.</param>
    public static ValueList<Type> MissingIn(Assembly tests, string? nameSpace = null) => Missing(ForStores, tests, nameSpace);

    /// <summary>As <see cref="MissingIn"/>, for publishers.</summary>
    /// <param name="tests">The test assembly.</param>
    /// <param name="nameSpace">Only classes of this namespace count; null: all do.</param>
    public static ValueList<Type> MissingForPublishersIn(Assembly tests, string? nameSpace = null) => Missing(ForPublishers, tests, nameSpace);

    private static ValueList<Type> Missing(ValueList<Type> suites, Assembly tests, string? nameSpace)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var classes = tests.GetExportedTypes().Where(t => !t.IsAbstract && !t.ContainsGenericParameters && (nameSpace is null || t.Namespace == nameSpace)).ToArray();
        return suites.Where(suite => !Array.Exists(classes, c => c.IsSubclassOf(suite))).ToValueList();
    }

    private static ValueList<Type> DerivedFrom(Type suite) =>
        suite.Assembly.GetExportedTypes().Where(t => t.IsAbstract && t.IsSubclassOf(suite)).OrderBy(t => t.Name, StringComparer.Ordinal).ToValueList();
}
