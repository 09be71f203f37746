using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.Soak;

/// <summary>One process of a run: evaluates, publishes and sends until it is killed.</summary>
internal static class Worker
{
    public static async Task RunAsync(string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(arguments);
        var settings = builder.Configuration;
        builder.Logging.ClearProviders();
        if (settings["log"] is not null) builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        var points = new KillPoints(Enum.Parse<KillPoint>(settings["kill-at"] ?? nameof(KillPoint.None)));
        builder.Services.AddSingleton<IClock>(new ManualClock(Setup.Now));
        builder.Services.AddSingleton(points);
        builder.Services.AddStore(Enum.Parse<Database>(settings["db"]!), settings["connection"]!, points);
        builder.Services.AddTtv(t =>
        {
            t.AddNudgeSender<Sender>();
            if (settings["rabbit"] is { } rabbit)
            {
                t.UseRabbitMQ(o =>
                {
                    o.Uri = new Uri(rabbit);
                    o.Exchange = o.Queue = settings["queue"]!;
                    o.DeadLetterQueue = settings["queue"] + ".dead";
                    o.RetryAfter = TimeSpan.FromMilliseconds(50);
                });
            }

            t.AddHostedEvaluation(o =>
            {
                o.Batch = o.RelayBatch = 50;
                o.Lease = TimeSpan.FromSeconds(2);
                o.PollInterval = TimeSpan.FromMilliseconds(20);
                o.RetryAfter = TimeSpan.FromMilliseconds(20);
                o.MaxAttempts = 100;
                o.Reviews = false;
                o.FleetCheckEvery = null;
            });
        });
        Decorate<IAccountStore>(builder.Services, s => new WatchedAccounts(s, points));
        Decorate<IOutbox>(builder.Services, s => new WatchedOutbox(s, points));
        Decorate<IInbox>(builder.Services, s => new WatchedInbox(s, points));
        if (settings["inbox"] == "False") builder.Services.AddSingleton<IInbox, NoInbox>();

        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Name == "ttv.nudge.received") l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "outcome", Value: "duplicate" }) Say('d');
            }
        });
        listener.Start();
        using var host = builder.Build();
        await host.StartAsync();
        Say('r');
        // The parent holds the other end: when it goes, so does this.
        while (Console.In.Read() >= 0)
        {
        }

        await host.StopAsync();
    }

    /// <summary>Tells the parent: r ready, + work begun, - work done, d a message absorbed.</summary>
    public static void Say(char sign)
    {
        lock (Console.Out)
        {
            Console.Out.Write(sign);
            Console.Out.Flush();
        }
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var inner = services.Last(s => s.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(p => decorate((T)inner.ImplementationFactory!(p)));
    }

    private sealed class Sender(SoakContext context) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            context.Effects.Add(new Effect { Key = message.Decision.Key });
            return new(NudgeDelivery.Sent);
        }
    }
}

/// <summary>Kills the process the second time it comes to a point, as kill -9 does.</summary>
internal sealed class KillPoints(KillPoint at) : DbTransactionInterceptor
{
    private readonly AsyncLocal<(KillPoint Before, KillPoint After)> _within = new();
    private int _passed;

    public void Pass(KillPoint point)
    {
        if (point != KillPoint.None && point == at && Interlocked.Increment(ref _passed) == 2) Process.GetCurrentProcess().Kill();
    }

    /// <summary>The next commit of this flow is one of these points.</summary>
    public void Within(KillPoint before, KillPoint after) => _within.Value = (before, after);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Pass(_within.Value.Before);
        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Pass(_within.Value.After);
        return Task.CompletedTask;
    }
}

internal sealed class WatchedAccounts(IAccountStore store, KillPoints points) : IAccountStore
{
    public async ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        var claimed = await store.ClaimDueAsync(owner, now, lease, limit, cancellationToken);
        if (claimed.Count == 0) return claimed;
        Worker.Say('+');
        points.Pass(KillPoint.AfterClaim);
        return claimed;
    }

    public async ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default)
    {
        points.Within(KillPoint.BeforeCommit, KillPoint.AfterCommit);
        var fenced = await store.CommitAsync(owner, commits, cancellationToken);
        Worker.Say('-');
        return fenced;
    }

    public ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default) => store.FindAsync(account, cancellationToken);

    public IAsyncEnumerable<AccountState> ReadSetAsideAsync(CancellationToken cancellationToken = default) => store.ReadSetAsideAsync(cancellationToken);

    public ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default) => store.ReplayAsync(account, cancellationToken);

    public ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default) => store.GetDueStatusAsync(now, cancellationToken);
}

internal sealed class WatchedOutbox(IOutbox outbox, KillPoints points) : IOutbox
{
    private int _held;

    public async ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        var claimed = await outbox.ClaimAsync(owner, lease, limit, cancellationToken);
        if (claimed.Count == 0) return claimed;
        Interlocked.Exchange(ref _held, claimed.Count);
        Worker.Say('+');
        return claimed;
    }

    public async ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        points.Pass(KillPoint.AfterPublish);
        points.Within(KillPoint.BeforeDelete, KillPoint.None);
        await outbox.CompleteAsync(owner, keys, cancellationToken);
        Let(keys.Count);
    }

    public async ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default)
    {
        await outbox.RetryAsync(owner, key, delay, fault, cancellationToken);
        Let(1);
    }

    public async ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default)
    {
        await outbox.SetAsideAsync(owner, key, reason, cancellationToken);
        Let(1);
    }

    private void Let(int messages)
    {
        if (Interlocked.Add(ref _held, -messages) == 0) Worker.Say('-');
    }

    public ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default) => outbox.GetStatusAsync(cancellationToken);
}

internal sealed class WatchedInbox(IInbox inbox, KillPoints points) : IInbox
{
    public async ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        points.Within(KillPoint.BeforeEffectCommit, KillPoint.AfterEffectCommit);
        return await inbox.ProcessAsync(key, effect, cancellationToken);
    }
}

/// <summary>The control: runs every effect whenever a message comes, as one does who trusts the broker.</summary>
internal sealed class NoInbox(IServiceScopeFactory scopes) : IInbox
{
    private sealed class Transaction(IServiceProvider services) : IInboxTransaction
    {
        public IServiceProvider Services => services;

        public void Record(TtvEvent told)
        {
        }
    }

    public async ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        await effect(new Transaction(scope.ServiceProvider), cancellationToken);
        await scope.ServiceProvider.GetRequiredService<SoakContext>().SaveChangesAsync(cancellationToken);
        return InboxOutcome.Handled;
    }
}
