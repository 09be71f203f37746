using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>Finds the dialect for a context's provider: one that is registered, else the one that Ttv's own package for the provider brings.</summary>
internal sealed class DialectSource(IEnumerable<RelationalDialect> registered)
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["Microsoft.EntityFrameworkCore.Sqlite"] = "Ttv.EntityFrameworkCore.Sqlite",
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = "Ttv.EntityFrameworkCore.PostgreSQL",
    };

    private RelationalDialect? _found;

    public RelationalDialect For(DbContext context) => _found ??= Find(context.Database.ProviderName ?? "");

    private RelationalDialect Find(string provider)
    {
        if (registered.FirstOrDefault(d => d.ProviderName == provider) is { } own) return own;
        if (!Packages.TryGetValue(provider, out var package))
            throw new TtvValidationException("Ttv's storage", [$"Ttv knows no dialect for the provider '{provider}': {string.Join(" and ", Packages.Keys)} are served, or register a {nameof(RelationalDialect)} as a singleton."]);
        try
        {
            var type = Assembly.Load(package).GetExportedTypes().Single(t => t.IsSubclassOf(typeof(RelationalDialect)));
            return (RelationalDialect)Activator.CreateInstance(type)!;
        }
        catch (FileNotFoundException)
        {
            throw new TtvValidationException("Ttv's storage", [$"the context's provider is '{provider}': add the package {package}."]);
        }
    }
}
