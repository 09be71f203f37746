using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ttv.Repository;

/// <summary>Every C# snippet of a page is compiled and run, in the order of the page; every link inside the repository leads somewhere.</summary>
public partial class DocumentationTests
{
    public static TheoryData<string> Pages => new(PageFiles().Select(f => Path.GetRelativePath(Repository.Root, f)));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Snippets_CompileRunAndPrintWhatThePageSays(string page)
    {
        var text = File.ReadAllText(Repository.PathTo(page)).ReplaceLineEndings("\n");
        var program = new StringBuilder();
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        var types = new StringBuilder();
        var promised = new List<(int Snippet, string Output)>();
        var snippets = 0;
        foreach (Match block in Block().Matches(text))
        {
            if (block.Groups["kind"].Value == "output")
            {
                promised.Add((snippets - 1, block.Groups["code"].Value));
                continue;
            }

            Split(block.Groups["code"].Value, usings, program, types);
            program.Append("Console.Write('\\u0001');\n");
            snippets++;
        }

        if (snippets == 0)
        {
            Assert.Empty(promised);
            return;
        }

        var source = string.Concat(usings.Select(u => u + "\n")) + program + types;
        var assembly = Compilations.Load(Compilations.Create("Snippets." + Path.GetFileNameWithoutExtension(page), [(page, source)], OutputKind.ConsoleApplication));

        var console = Console.Out;
        var printed = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(printed);
            var entry = assembly.EntryPoint!;
            var result = entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
            if (result is Task task) await task;
        }
        finally
        {
            Console.SetOut(console);
        }

        var outputs = printed.ToString().Split('\u0001');
        Assert.All(promised, p => Assert.Equal(p.Output, outputs[p.Snippet]));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_RelativeLinks_LeadSomewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathTo(page))!;
        var text = Block().Replace(File.ReadAllText(Repository.PathTo(page)).ReplaceLineEndings("\n"), "");
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith('#') || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var path = Path.Combine(folder, target.Split('#')[0]);
            Assert.True(Path.Exists(path), $"{page} links to {target}, which does not exist");
        }
    }

    private static IEnumerable<string> PageFiles() =>
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Repository.PathTo("docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetDirectories(Repository.PathTo("src")).SelectMany(d => Directory.GetFiles(d, "README.md")))
            .Concat(Directory.GetDirectories(Repository.PathTo("samples")).SelectMany(d => Directory.GetFiles(d, "README.md")))
            .Order(StringComparer.Ordinal);

    /// <summary>Usings go to the top and types to the bottom of the page's one program.</summary>
    private static void Split(string code, SortedSet<string> usings, StringBuilder program, StringBuilder types)
    {
        var unit = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        foreach (var directive in unit.Usings) usings.Add(directive.ToString());
        foreach (var member in unit.Members) (member is GlobalStatementSyntax ? program : types).Append(member.ToFullString()).Append('\n');
    }

    [GeneratedRegex(@"^```(?<kind>csharp|output)[ ]*\n(?<code>.*?)^```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
