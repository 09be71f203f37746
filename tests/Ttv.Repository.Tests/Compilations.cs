using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ttv.Repository;

/// <summary>Compiles sources against everything that this test project references.</summary>
internal static class Compilations
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly MetadataReference[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(f => (MetadataReference)MetadataReference.CreateFromFile(f)).ToArray();

    public static CSharpCompilation Create(string name, IEnumerable<(string Path, string Text)> sources, OutputKind kind, params string[] without) =>
        CSharpCompilation.Create(
            name,
            sources.Prepend(("implicit.cs", ImplicitUsings)).Select(s => CSharpSyntaxTree.ParseText(s.Item2, Parse, s.Item1)),
            Platform.Where(r => !without.Contains(Path.GetFileNameWithoutExtension(r.Display), StringComparer.Ordinal)),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compiled program, or an exception that lists what does not compile.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        return result.Success ? Assembly.Load(image.ToArray()) : throw new InvalidOperationException(string.Join('\n', errors.Select(e => e.ToString())));
    }
}
