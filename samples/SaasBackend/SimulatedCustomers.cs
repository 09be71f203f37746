using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Ttv;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Storage;
using Ttv.Segments;
using Ttv.Simulation;

namespace SaasBackend;

/// <summary>
/// Customers who sign up, use the product, read their mail and now and then do what it says; hours pass in a second, and wait for
/// whatever is due to be evaluated first.
/// </summary>
internal sealed class SimulatedCustomers(IServiceScopeFactory scopes, IAccountStore accounts, FastClock clock, IConfiguration settings, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var count = settings.GetValue("Simulation:Accounts", 200);
        var days = settings.GetValue("Simulation:Days", 28);
        var world = new SimulatedWorld(new SimulatedPopulation([.. Playbook.All.Select(s => new SimulatedSegment { Definition = s, StuckShare = 0.25 })], count, clock.Start, Duration.FromDays(days)));
        var happened = new List<TtvEvent>();
        var seenMail = 0L;
        var seenReviews = 0;
        var (responses, values) = (0, 0);
        Say($"{count} customers sign up over {days} days; {settings.GetValue("Simulation:HoursPerSecond", 4)} hours pass in a second.");
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(100, stoppingToken);
            try
            {
                if (await LiveAsync()) return;
                if ((await accounts.GetDueStatusAsync(clock.GetCurrentInstant(), stoppingToken)).Lag == Duration.Zero) clock.Tick();
            }
            catch (Exception e) when (e is DbException or DbUpdateException or TtvStoreException or InvalidOperationException { InnerException: DbException })
            {
                Say("the database does not answer; trying again");
            }
        }

        async Task<bool> LiveAsync()
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            var now = clock.GetCurrentInstant();
            // What was not saved last time is told again: the same ids, the same events.
            happened.AddRange(world.Advance(now).AsEnumerable());
            foreach (var told in happened)
            {
                if (told.Body is SignedUp signUp && !await database.Customers.AnyAsync(c => c.Id == told.Account.Value, stoppingToken)) database.Customers.Add(new Customer { Id = told.Account.Value, Company = told.Account.Value, Segment = signUp.Profile["segment"]!.Value.ToString() });
                await database.RecordTtvEventAsync(told, stoppingToken);
            }

            await database.SaveChangesAsync(stoppingToken);
            values += happened.Count(told => Playbook.All.Any(s => s.Paths[0].Steps[^1].CompletedBy.EventName == told.Body.Name));
            happened.Clear();
            foreach (var mail in await database.Mails.Where(m => m.Id > seenMail).OrderBy(m => m.Id).ToListAsync(stoppingToken))
            {
                seenMail = mail.Id;
                var responds = world.Nudge(AccountId.Create(mail.CustomerId), mail.NudgeKey);
                if (responds)
                {
                    // The clock is read now: the mail may have been sent since this pass began, and no answer comes before it.
                    responses++;
                    var answered = clock.GetCurrentInstant();
                    happened.Add(TtvEvent.Create(AccountId.Create(mail.CustomerId), answered, new NudgeEngaged(mail.NudgeKey), recordedAt: answered));
                }

                Say($"{mail.CustomerId} <- {mail.Rule}: {mail.Text}{(responds ? "  [responds]" : "")}");
            }

            var reviews = scope.ServiceProvider.GetRequiredService<IReviewStore>();
            var slips = await reviews.ListAsync(stoppingToken);
            if (slips.Count > seenReviews && slips.Count > 0)
            {
                seenReviews = slips.Count;
                using var review = JsonDocument.Parse((await reviews.FindAsync(slips[0].Key, stoppingToken))!.Json);
                Say($"=== review of {slips[0].Key}: {review.RootElement.GetProperty("accounts")} accounts, {review.RootElement.GetProperty("achieved")} at first value; {seenMail} mails, {responses} answered ===");
            }

            if (now <= clock.Start + Duration.FromDays(days) || happened.Count > 0) return false;
            Say($"{values} customers reached first value; {seenMail} mails, {responses} of them brought a step forward. The mails are in /mails, the reviews in /reviews.");
            if (settings.GetValue("Simulation:Stops", false)) lifetime.StopApplication();
            return true;
        }
    }

    private void Say(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.GetCurrentInstant():uuuu-MM-dd HH:mm}  {text}"));
}

/// <summary>A clock that the simulation moves, a tenth of a second's hours at a time.</summary>
internal sealed class FastClock(Instant start, double hoursPerSecond) : IClock
{
    private long _ticks;

    public Instant Start => start;

    public Instant GetCurrentInstant() => start + (Interlocked.Read(ref _ticks) * Duration.FromHours(hoursPerSecond / 10));

    public void Tick() => Interlocked.Increment(ref _ticks);
}

internal static class SimulatedCustomersExtensions
{
    public static void AddSimulatedCustomers(this WebApplicationBuilder builder)
    {
        var hoursPerSecond = builder.Configuration.GetValue("Simulation:HoursPerSecond", 4.0);
        var clock = new FastClock(Instant.FromUtc(2026, 3, 2, 6, 0), hoursPerSecond);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<IClock>(clock);
        builder.Services.Configure<TtvHostingOptions>(o =>
        {
            o.PollInterval = o.JobInterval = TimeSpan.FromMilliseconds(100);
            o.DegradedAfter += TimeSpan.FromHours(hoursPerSecond / 10); // what the clock jumps by at once is no lag
        });
        builder.Services.AddHostedService<SimulatedCustomers>();
        // The simulation begins anew each time: it leaves the back end's own file alone (and see SimulatedDatabase).
        if (builder.Configuration["Database:Provider"] != "PostgreSQL") builder.Configuration["Database:ConnectionString"] = "Data Source=saas-simulation.db";
    }
}
