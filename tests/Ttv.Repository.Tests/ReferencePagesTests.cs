using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Ttv.Hosting;
using Ttv.Messaging.RabbitMQ;

namespace Ttv.Repository;

/// <summary>What a page lists is all there is, as the code has it: tables, options, instruments, traces and log events.</summary>
public partial class ReferencePagesTests
{
    public static TheoryData<string> Tables => new(Model().Tables.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Tables))]
    public void StoragePage_Table_HasEveryColumnAndIndexOfTheModel(string name)
    {
        var table = Model().Tables.Single(t => t.Name == name);
        var section = Section(Page("docs/storage.md"), $"### `{name}`");
        var documented = Row().Matches(section).Select(m => (Name: m.Groups[1].Value, Type: m.Groups[2].Value, Null: m.Groups[3].Value)).ToArray();
        Assert.Equal(
            table.Columns.Select(c => (c.Name, c.StoreType, c.IsNullable ? "null" : "")).Order(),
            documented.Order());
        Assert.All(table.Indexes, i => Assert.Contains($"`{i.Name}`", section, StringComparison.Ordinal));
        Assert.Contains($"Key: `{string.Join("`, `", table.PrimaryKey!.Columns.Select(c => c.Name))}`.", section, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(TtvHostingOptions), "docs/running.md")]
    [InlineData(typeof(RabbitMqOptions), "docs/messaging.md")]
    public void OptionsPage_EveryOption_StandsWithItsDefault(Type options, string page)
    {
        var rows = Row().Matches(Page(page)).Select(m => (Name: m.Groups[1].Value, Default: m.Groups[2].Value)).ToLookup(r => r.Name, r => r.Default);
        var defaults = Activator.CreateInstance(options);
        foreach (var option in options.GetProperties())
        {
            Assert.True(rows.Contains(option.Name), $"{page} has no row for {options.Name}.{option.Name}");
            // Who an instance is differs from one to the next.
            if (option.Name == nameof(TtvHostingOptions.InstanceId)) continue;
            Assert.Equal($"{option.Name}: {Written(option.GetValue(defaults))}", $"{option.Name}: {rows[option.Name].First()}");
        }
    }

    [Fact]
    public void RunningPage_Instruments_AreAllNamed()
    {
        var names = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.Add(instrument.Name) };
        listener.Start();
        names.Clear();
        using var hosting = new HostingMetrics();
        using var rabbit = (IDisposable)Activator.CreateInstance(typeof(RabbitMqOptions).Assembly.GetType("Ttv.Messaging.RabbitMQ.RabbitMqMetrics", throwOnError: true)!)!;
        var own = names.Where(n => n.StartsWith("ttv.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(own);
        AssertNamed(own);
    }

    [Fact]
    public void RunningPage_TracesAndLogEvents_AreAllNamed()
    {
        var sources = Directory.GetDirectories(Repository.PathTo("src")).SelectMany(d => Repository.Sources(Path.GetFileName(d))).Select(File.ReadAllText).ToArray();
        var named = sources.SelectMany(s => TraceOrEvent().Matches(s)).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(named);
        AssertNamed(named);
    }

    [Fact]
    public void DurabilityNote_TestsThatProveIt_Exist()
    {
        var sources = string.Concat(new[] { "tests", "src/Ttv.Testing" }
            .SelectMany(d => Directory.EnumerateFiles(Repository.PathTo(d), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var named = TestName().Matches(Page("docs/design/0009-durability.md")).ToArray();
        Assert.True(named.Length > 20);
        Assert.All(named, m =>
        {
            if (m.Groups["type"].Success) Assert.Contains($"class {m.Groups["type"].Value}", sources, StringComparison.Ordinal);
            if (m.Groups["method"].Success) Assert.Contains($" {m.Groups["method"].Value}(", sources, StringComparison.Ordinal);
        });
    }

    private static void AssertNamed(IEnumerable<string> names)
    {
        var page = Page("docs/running.md");
        Assert.All(names, n => Assert.Contains($"`{n}`", page, StringComparison.Ordinal));
    }

    /// <summary>The tables as PostgreSQL would have them; SQLite has the same columns and knows fewer types.</summary>
    private static IRelationalModel Model()
    {
        using var context = new TablesContext();
        return context.GetService<IDesignTimeModel>().Model.GetRelationalModel();
    }

    /// <summary>A value as configuration has it.</summary>
    private static string Written(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "`true`" : "`false`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string Page(string path) => File.ReadAllText(Repository.PathTo(path)).ReplaceLineEndings("\n");

    private static string Section(string page, string heading)
    {
        var from = page.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"there is no heading '{heading}'");
        var to = page.IndexOf("\n#", from + heading.Length, StringComparison.Ordinal);
        return to < 0 ? page[from..] : page[from..to];
    }

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]*?) \| ([^|]*?) ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?:StartActivity\(""(?<name>[\w.]+)""|\[LoggerMessage\(EventId = (?<name>\d+))")]
    private static partial Regex TraceOrEvent();

    [GeneratedRegex(@"`(?<type>[A-Z]\w+(?:Tests|Properties|Conformance))?(?:(?(type)\.)(?<method>[A-Z]\w+?_\w+))?`")]
    private static partial Regex TestName();

    private sealed class TablesContext : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=none");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseTtv();
    }
}
