using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Ttv.Repository;

/// <summary>The packages as a user gets them: packed, put into a local folder feed, and used by a project of its own.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
    private static readonly string[] Packages = [.. Directory.GetDirectories(Repository.PathTo("src")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    private readonly string _folder = Directory.CreateTempSubdirectory("ttv-packages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Packages_FromALocalFeed_WorkInAUsersProject()
    {
        var feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        foreach (var package in Packages)
            await Run(Repository.Root, "pack", Repository.PathTo("src", package, package + ".csproj"), "-c", Configuration, "--no-build", "-o", feed, "-p:PackageVersion=0.0.1-test", "--nologo", "-v", "quiet");
        foreach (var package in Packages) CheckPackage(Path.Combine(feed, $"{package}.0.0.1-test.nupkg"), package);

        var project = Directory.CreateDirectory(Path.Combine(_folder, "consumer")).FullName;
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""<configuration><packageSources><add key="local" value="{feed}" /></packageSources></configuration>""");
        // A folder of packages of its own: another run's 0.0.1-test must not be taken from the machine's cache.
        File.WriteAllText(Path.Combine(project, "Directory.Build.props"), $"<Project><PropertyGroup><RestorePackagesPath>{Path.Combine(_folder, "cache")}</RestorePackagesPath></PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(project, "consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
              <ItemGroup>{string.Concat(Packages.Where(p => p != "Ttv.Cli").Select(p => $"<PackageReference Include=\"{p}\" Version=\"0.0.1-test\" />"))}</ItemGroup>
            </Project>
            """);
        File.Copy(Repository.PathTo("samples", "QuickStart", "Program.cs"), Path.Combine(project, "Program.cs"));
        var printed = await Run(project, "run", "--project", project, "-v", "quiet");
        Assert.Contains("after 73 h: 97.50 High, founder_assist", printed, StringComparison.Ordinal);

        var tools = Path.Combine(_folder, "tools");
        await Run(project, "tool", "install", "Ttv.Cli", "--version", "0.0.1-test", "--tool-path", tools, "--configfile", Path.Combine(project, "nuget.config"));
        var shown = await Execute(Path.Combine(tools, OperatingSystem.IsWindows() ? "ttv.exe" : "ttv"), _folder, "review", "--demo", "shop", "--out", Path.Combine(_folder, "review"));
        Assert.Contains("600 accounts: 328 at first value", shown, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "review", "review.html")));
    }

    [Fact]
    public void QuickStart_IsUnderSixtyLines() =>
        Assert.InRange(File.ReadAllLines(Repository.PathTo("samples", "QuickStart", "Program.cs")).Length, 10, 59);

    private static void CheckPackage(string path, string package)
    {
        using var archive = ZipFile.OpenRead(path);
        var entries = archive.Entries.Select(e => e.FullName).ToArray();
        using var stream = archive.GetEntry(package + ".nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().First(e => e.Name.LocalName == "metadata").Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);

        Assert.Equal(package, metadata["id"]);
        Assert.Equal(("Apache-2.0", "icon.png", "README.md"), (metadata["license"], metadata["icon"], metadata["readme"]));
        Assert.True(metadata["description"].Length > 40);
        Assert.Contains("icon.png", entries);
        Assert.Contains("README.md", entries);
        Assert.Contains(entries, e => e.EndsWith($"/{package}.dll", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.EndsWith($"/{package}.xml", StringComparison.Ordinal) || package == "Ttv.Cli");
        Assert.True(package == "Ttv.Cli" || File.Exists(Path.ChangeExtension(path, ".snupkg")));
        Assert.True(package != "Ttv.Reporting" || entries.Contains("licenses/uPlot.LICENSE"));
    }

    private static Task<string> Run(string folder, params string[] arguments) => Execute(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    private static async Task<string> Execute(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A build server left behind would keep the test's folder open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && k != "MSBUILDDISABLENODEREUSE").ToArray()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }
}
