using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ttv.Repository;

/// <summary>The house keeps its shape: references point up, floors point down, and the core stays pure.</summary>
public class ArchitectureTests
{
    /// <summary>Ground first: a folder may use those before it, never after.</summary>
    private static readonly string[] Floors =
    [
        "Text", "", "Events", "Milestones", "Segments", "Journeys", "Projection", "Bands", "Risk", "Nudges", "Assist", "Records",
        "Evaluation", "Feedback", "Cohorts", "Audit", "DependencyInjection",
    ];

    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Ttv.Statistics"] = [],
        ["Ttv.Core"] = ["Ttv.Statistics", "NodaTime", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options"],
        ["Ttv.Analytics"] = ["Ttv.Core"],
        ["Ttv.Ingestion"] = ["Ttv.Core", "SharpZipLib"],
        ["Ttv.Reporting"] = ["Ttv.Core"],
        // Reporting, beyond the first plan: a review is kept as the JSON of its published schema, which that package writes.
        ["Ttv.Hosting"] = ["Ttv.Core", "Ttv.Reporting", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks"],
        ["Ttv.EntityFrameworkCore"] = ["Ttv.Hosting", "Microsoft.EntityFrameworkCore.Relational"],
        ["Ttv.EntityFrameworkCore.Sqlite"] = ["Ttv.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Sqlite"],
        ["Ttv.EntityFrameworkCore.PostgreSQL"] = ["Ttv.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Relational", "Npgsql.EntityFrameworkCore.PostgreSQL"],
        ["Ttv.Messaging.RabbitMQ"] = ["Ttv.Hosting", "RabbitMQ.Client", "CloudNative.CloudEvents", "CloudNative.CloudEvents.SystemTextJson"],
        ["Ttv.Simulation"] = ["Ttv.Core"],
        ["Ttv.Testing"] = ["Ttv.Hosting", "Microsoft.Extensions.DependencyInjection", "xunit.assert", "xunit.extensibility.core"],
        ["Ttv.Cli"] = ["Ttv.Analytics", "Ttv.Ingestion", "Ttv.Reporting", "System.CommandLine", "Spectre.Console"],
    };

    public static TheoryData<string> Packages => new(Directory.GetDirectories(Repository.PathTo("src")).Select(d => Path.GetFileName(d)));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Project_References_AreExactlyThoseAllowed(string package)
    {
        var project = XDocument.Load(Repository.PathTo("src", package, package + ".csproj"));
        var references = project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)
            .Concat(project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)));
        Assert.Equal(AllowedReferences[package].Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CoreFolders_TheirUses_NeverPointToAFolderAbove()
    {
        var sources = Repository.Sources("Ttv.Core").ToArray();
        var compilation = Compilations.Create("Ttv.Core", sources.Select(f => (f, File.ReadAllText(f))), OutputKind.DynamicallyLinkedLibrary, "Ttv.Core");
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees.Where(t => t.FilePath.Length > 0 && Path.IsPathRooted(t.FilePath)))
        {
            var floor = FloorOf(tree.FilePath);
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(n => !n.Ancestors().OfType<UsingDirectiveSyntax>().Any()))
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                foreach (var location in (IEnumerable<Location>?)type?.Locations ?? [])
                {
                    if (location.SourceTree is { } declared && Path.IsPathRooted(declared.FilePath) && FloorOf(declared.FilePath) > floor)
                        violations.Add($"{Path.GetRelativePath(Repository.Root, tree.FilePath)} uses {type!.ToDisplayString()}, which lives above it");
                }
            }
        }

        Assert.Empty(violations);
    }

    [Fact]
    public void CoreFolders_Namespaces_AreTheirFolders()
    {
        foreach (var file in Repository.Sources("Ttv.Core"))
        {
            var folder = FolderOf(file);
            var expected = folder is "" or "DependencyInjection" ? "Ttv" : "Ttv." + folder;
            var text = File.ReadAllText(file);
            Assert.True(text.Contains($"namespace {expected};", StringComparison.Ordinal) || !text.Contains("namespace ", StringComparison.Ordinal), $"{file} should be in namespace {expected}");
        }
    }

    [Fact]
    public void Core_PublicMembers_ReturnNoTask()
    {
        var tasks = typeof(AccountId).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.FullName?.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal) == true);
        Assert.Empty(tasks);
    }

    [Fact]
    public void EveryPackage_Methods_AreNeverAsyncVoid()
    {
        var methods = Assemblies().SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
        Assert.DoesNotContain(methods, m => m.ReturnType == typeof(void) && m.GetCustomAttribute<AsyncStateMachineAttribute>() is not null);
    }

    [Fact]
    public void EveryPackage_EquatableTypes_HaveTheOperator()
    {
        var equatable = Assemblies().SelectMany(a => a.GetExportedTypes())
            .Where(t => t is { IsEnum: false, IsInterface: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>) && i.GenericTypeArguments[0] == t));
        Assert.All(equatable, t => Assert.NotNull(t.GetMethod("op_Equality", [t, t])));
    }

    [Fact]
    public void EveryPackage_PublicTypes_ExposeNoMutableCollection()
    {
        Type[] mutable = [typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>)];
        Assert.Empty(Assemblies().SelectMany(a => a.GetExportedTypes()).Where(t => !t.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties())
            .Where(p => p.PropertyType.IsArray || (p.PropertyType.IsGenericType && mutable.Contains(p.PropertyType.GetGenericTypeDefinition())))
            .Select(p => $"{p.DeclaringType}.{p.Name}"));
    }

    [Fact]
    public void EveryPackage_Exceptions_AreTtvsOwnAndSealed() =>
        Assert.Empty(Assemblies().SelectMany(a => a.GetExportedTypes()).Where(t => typeof(Exception).IsAssignableFrom(t) && !t.IsAbstract)
            .Where(t => !typeof(TtvException).IsAssignableFrom(t) || !t.IsSealed || !t.Name.StartsWith("Ttv", StringComparison.Ordinal)).Select(t => t.FullName));

    private static IEnumerable<Assembly> Assemblies() =>
        Directory.GetFiles(AppContext.BaseDirectory, "Ttv.*.dll").Where(f => !f.EndsWith(".Tests.dll", StringComparison.Ordinal)).Select(f => Assembly.Load(Path.GetFileNameWithoutExtension(f)));

    private static string FolderOf(string file)
    {
        var relative = Path.GetRelativePath(Repository.PathTo("src", "Ttv.Core"), file).Split(Path.DirectorySeparatorChar);
        return relative.Length == 1 ? "" : relative[0];
    }

    private static int FloorOf(string file)
    {
        var floor = Array.IndexOf(Floors, FolderOf(file));
        return floor >= 0 ? floor : throw new InvalidOperationException($"{file} lives in a folder that has no floor");
    }
}
