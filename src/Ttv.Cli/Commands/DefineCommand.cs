using System.CommandLine;
using System.Globalization;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Cli.Commands;

/// <summary><c>ttv define</c>: checks a definitions file, judges its definitions and draws their paths.</summary>
internal static class DefineCommand
{
    public static Command Create(TextWriter output)
    {
        var file = new Option<string?>("--definitions") { Description = "The definitions file to check", HelpName = "FILE" };
        var demo = new Option<string?>("--demo") { Description = "The definitions of a demo: " + Demo.Names, HelpName = Demo.Names };
        var command = new Command("define", "Check a definitions file, judge its definitions and print its paths as Mermaid diagrams") { file, demo };
        command.SetAction(parsed => Run(parsed.GetValue(file), parsed.GetValue(demo), output));
        return command;
    }

    private static int Run(string? path, string? demo, TextWriter output)
    {
        if (path is null == demo is null) throw new UsageException($"give either --definitions FILE or --demo {Demo.Names}.");
        var file = path is not null ? LogOptions.ReadDefinitions(path) : Demo.ReadDefinitions(demo!);
        var catalog = file.Definitions.Catalog;
        var qualities = DefinitionLinter.Lint(catalog);
        output.WriteLine($"{file.Title ?? path ?? demo}: {catalog.Definitions.Count} definitions, hash {DefinitionsHash.Of(file.Definitions)}");
        for (var i = 0; i < qualities.Count; i++)
        {
            var (definition, quality) = (catalog.Definitions[i], qualities[i]);
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"segment {definition.Key} (version {definition.Version}): quality {quality.Score} of 100"));
            foreach (var finding in quality.Findings) output.WriteLine($"  - {finding.Code} (-{finding.Penalty}): {finding.Message}");
            foreach (var variant in definition.Paths)
            {
                output.WriteLine();
                output.WriteLine($"path {variant.Key} ({WireName.Of(variant.Variant)}):");
                output.WriteLine();
                output.Write(variant.ToMermaid());
            }
        }

        return TtvTool.Success;
    }
}
