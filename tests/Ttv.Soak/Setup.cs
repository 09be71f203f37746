using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Events;
using Ttv.Evaluation;
using Ttv.Nudges;

namespace Ttv.Soak;

/// <summary>What every process of a run agrees on.</summary>
public static class Setup
{
    /// <summary>When everybody signed up.</summary>
    public static Instant SignedUpAt { get; } = Instant.FromUtc(2026, 3, 2, 0, 0);

    /// <summary>When everything happens: each account is late by then, and is to be nudged once.</summary>
    public static Instant Now { get; } = SignedUpAt + Duration.FromHours(10);

    public static AccountId AccountOf(int index) => AccountId.Create($"account-{index:000000}");

    /// <summary>How the keys of rows begin that retention is to delete.</summary>
    public const string OldKey = "old-";

    public static string OldKeyOf(int index) => $"{OldKey}{index:000000}";

    /// <summary>An account that is done.</summary>
    public static string GoneAccountOf(int index) => $"gone-{index:000000}";

    /// <summary>The events of an account: its sign-up and a session.</summary>
    public static TtvEvent[] EventsOf(int index) =>
    [
        TtvEvent.Create(AccountOf(index), SignedUpAt, new SignedUp(EventProperties.Of(("segment", "founder"))), EventId.Create("signed-up"), SignedUpAt),
        TtvEvent.Create(AccountOf(index), SignedUpAt + Duration.FromMinutes(index % 60), new ProductEvent("page_opened"), EventId.Create("page"), SignedUpAt + Duration.FromHours(1)),
    ];

    /// <summary>The keys of all nudges that have to take effect, as the pure engine decides them.</summary>
    public static HashSet<string> ExpectedKeys(int accounts)
    {
        var engine = TtvEngine.Create(new TtvOptions { UsePlaybook = true });
        return Enumerable.Range(0, accounts)
            .SelectMany(i => engine.Evaluate(engine.Fold(AccountOf(i), EventsOf(i), Now), Now).Nudges.Where(n => n.Outcome == NudgeOutcome.Send).Select(n => n.Key))
            .ToHashSet(StringComparer.Ordinal);
    }

    public static IServiceCollection AddStore(this IServiceCollection services, Database database, string connection, params IInterceptor[] interceptors)
    {
        services.AddDbContext<SoakContext>(o => (database == Database.Sqlite ? o.UseSqlite(connection) : o.UseNpgsql(connection)).AddInterceptors(interceptors));
        return services.AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<SoakContext>());
    }
}
