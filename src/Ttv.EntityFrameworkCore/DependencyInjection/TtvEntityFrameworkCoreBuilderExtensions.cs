using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Ttv.EntityFrameworkCore.Storage;
using Ttv.Hosting.Storage;

namespace Ttv;

/// <summary>Lets Ttv keep everything in a user's own context.</summary>
public static class TtvEntityFrameworkCoreBuilderExtensions
{
    /// <summary>
    /// Keeps everything in your own context, which you add with <c>AddDbContext</c> and whose model has <c>UseTtv()</c>. The provider
    /// is the context's own: SQLite with the package Ttv.EntityFrameworkCore.Sqlite, PostgreSQL with Ttv.EntityFrameworkCore.PostgreSQL.
    /// </summary>
    /// <remarks>
    /// The context has to be registered as scoped, <c>AddDbContext</c>'s default: a message's sender writes through the same one that
    /// holds the message's transaction. A host says when it starts what is missing. The first store set up stays. Thread-safe afterwards.
    /// </remarks>
    public static TtvBuilder UseEntityFrameworkCore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] TContext>(this TtvBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddHostingParts();
        var services = builder.Services;
        services.TryAddSingleton<DialectSource>();
        services.TryAddSingleton<RelationalStore<TContext>>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreCheck<TContext>>());
        services.TryAddSingleton<IEventLog>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<IAccountStore>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<IOutbox>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<IDeadLetterStore>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<IInbox>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<ILeaseStore>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<IReviewStore>(p => p.GetRequiredService<RelationalStore<TContext>>());
        services.TryAddSingleton<IRetentionStore>(p => p.GetRequiredService<RelationalStore<TContext>>());
        return builder;
    }
}
