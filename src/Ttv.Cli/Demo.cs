using Ttv.Ingestion;

namespace Ttv.Cli;

/// <summary>The logs and definitions that come with the tool.</summary>
internal static class Demo
{
    private static readonly (string Name, string Log)[] All = [("shop", "shop.csv.gz"), ("cdnow", "cdnow.txt.gz"), ("saas", "saas.csv.gz")];

    public static string Names => string.Join("|", All.Select(d => d.Name));

    public static Stream OpenLog(string name) => Open(All.First(d => d.Name == Known(name)).Log);

    public static DefinitionsFile ReadDefinitions(string name)
    {
        using var stream = Open(Known(name) + ".json");
        return DefinitionsFile.Read(stream);
    }

    private static string Known(string name) =>
        Array.Exists(All, d => d.Name == name) ? name : throw new UsageException($"--demo is '{name}': {Names} are allowed.");

    private static Stream Open(string file) =>
        typeof(Demo).Assembly.GetManifestResourceStream("Ttv.Cli.Demos." + file)
        ?? throw new InvalidOperationException($"The demo file {file} is missing from the tool.");
}
