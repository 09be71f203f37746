namespace Ttv.Repository;

/// <summary>Where the sources of this repository lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    public static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(PathTo("src", project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>From where the tests run upwards: a deterministic build writes no real path into the assembly.</summary>
    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ttv.Core.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No Ttv.Core.sln above {AppContext.BaseDirectory}: the repository tests run inside a clone.");
    }
}
