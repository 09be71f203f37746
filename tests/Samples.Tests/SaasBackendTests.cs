using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.TestServers;

namespace SaasBackend;

public class SaasBackendTests
{
    [Fact]
    public async Task SignUpAndEvents_OverHttp_BecomeARecordAndBadOnesAreRefused()
    {
        await using var backend = await RunningBackend.StartAsync();
        Assert.Equal(HttpStatusCode.Created, await SignUpAsync("acme"));
        Assert.Equal(HttpStatusCode.OK, await SignUpAsync("acme"));
        Assert.Equal(HttpStatusCode.BadRequest, await SignUpAsync(new string('x', 200)));

        Assert.Equal(HttpStatusCode.Accepted, await TellAsync("acme", "e1", "data_source_connected"));
        Assert.Equal(HttpStatusCode.Accepted, await TellAsync("acme", "e1", "data_source_connected"));
        Assert.Equal(HttpStatusCode.NotFound, await TellAsync("nobody", "e1", "data_source_connected"));
        Assert.Equal(HttpStatusCode.BadRequest, await TellAsync("acme", "", "data_source_connected"));
        Assert.Equal(HttpStatusCode.BadRequest, await TellAsync("acme", "e2", ""));
        // A customer's browser does not get to say that a nudge was sent or a deal is closed.
        Assert.Equal(HttpStatusCode.BadRequest, await TellAsync("acme", "e3", "ttv.churned"));

        await backend.UntilAsync("the account is evaluated", async () => (await backend.Http.GetAsync("/customers/acme")).IsSuccessStatusCode);
        var record = await backend.GetAsync("/customers/acme");
        Assert.Equal("acme", record.GetProperty("account_id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await backend.Http.GetAsync("/customers/nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await backend.HealthAsync());

        async Task<HttpStatusCode> SignUpAsync(string id) => (await backend.Http.PostAsJsonAsync("/customers", new { Id = id, Company = "Acme", Segment = "founder", TimeZone = "Europe/Berlin" })).StatusCode;

        async Task<HttpStatusCode> TellAsync(string id, string eventId, string name) => (await backend.Http.PostAsJsonAsync($"/customers/{id}/events", new { Id = eventId, Name = name })).StatusCode;
    }

    [Fact]
    public async Task Simulate_ByDefault_SendsNudgesAndReviewsTheWeeks()
    {
        await using var backend = await RunningBackend.StartAsync("simulate", "--Simulation:Accounts=60", "--Simulation:HoursPerSecond=48", "--Simulation:Days=16");
        await backend.UntilAsync("the simulation is over", () => Task.FromResult(backend.Lines.Any(l => l.Contains("customers reached first value", StringComparison.Ordinal))));
        var mails = (await backend.GetAsync("/mails")).EnumerateArray().ToArray();
        Assert.InRange(mails.Length, 30, 60 * 20);
        Assert.Equal(mails.Length, mails.Select(m => m.GetProperty("nudgeKey").GetString()).Distinct().Count());
        Assert.Contains(mails, m => m.GetProperty("rule").GetString() == "late_milestone");

        await backend.UntilAsync("the second week is reviewed", async () => (await backend.GetAsync("/reviews")).EnumerateArray().Any(r => r.GetString() == "2026-W11"));
        var review = await backend.GetAsync("/reviews/2026-W11");
        Assert.Equal("ttv.review/1", review.GetProperty("schema").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await backend.Http.GetAsync("/reviews/2026-W40")).StatusCode);
        Assert.DoesNotContain(backend.Lines, l => l.StartsWith("fail:", StringComparison.Ordinal) || l.StartsWith("crit:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Simulate_DatabaseAndBrokerStoppedUnderIt_RecoversAloneAndLosesAndDoublesNothing()
    {
        await using var postgres = await PostgreSqlServer.StartNewAsync();
        await using var rabbit = await RabbitMqServer.StartNewAsync();
        var connection = await postgres.CreateDatabaseAsync();
        await using var backend = await RunningBackend.StartAsync(
            "simulate", "--Simulation:Accounts=100", "--Simulation:HoursPerSecond=12", "--Simulation:Days=14",
            "--Database:Provider=PostgreSQL", $"--Database:ConnectionString={connection};Password=verysecret", $"--RabbitMQ:Uri={rabbit.Uri}");
        await backend.UntilAsync("mails go out", async () => (await backend.GetAsync("/mails")).GetArrayLength() > 10);

        await rabbit.KillAsync();
        await backend.UntilAsync("the missing broker is reported", async () => await backend.HealthAsync() == HttpStatusCode.ServiceUnavailable);
        await rabbit.StartAsync();
        await backend.UntilAsync("it is well again", async () => await backend.HealthAsync() == HttpStatusCode.OK);

        await postgres.CrashAsync();
        await backend.UntilAsync("the missing database is reported", async () => await backend.HealthAsync() == HttpStatusCode.ServiceUnavailable);
        await postgres.StartAsync();
        await backend.UntilAsync("it is well again", async () => await backend.HealthAsync() == HttpStatusCode.OK);

        await backend.UntilAsync("the simulation is over", () => Task.FromResult(backend.Lines.Any(l => l.Contains("customers reached first value", StringComparison.Ordinal))));
        await using var database = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(connection).Options);
        await backend.UntilAsync("nothing is on its way", async () => await IsQuietAsync(database));

        var decided = await database.Set<TtvDecisionRow>().Where(d => d.Outcome == "send" || d.Outcome == "escalate").Select(d => d.Key).ToListAsync();
        var mailed = await database.Mails.Select(m => m.NudgeKey).ToListAsync();
        Assert.NotEmpty(decided);
        Assert.Equal(decided.Order(StringComparer.Ordinal), mailed.Order(StringComparer.Ordinal));
        Assert.Equal(0, await database.Set<TtvDeadLetterRow>().CountAsync());
        Assert.Equal(100, await database.Customers.CountAsync());
        Assert.Equal(100, await database.Set<TtvEventRow>().CountAsync(e => e.Name == "ttv.signed_up"));
        Assert.DoesNotContain(backend.Lines, l => l.Contains("verysecret", StringComparison.Ordinal));
    }

    /// <summary>Time goes on in the simulation and accounts fall due; what counts is that nothing decided still waits.</summary>
    private static async Task<bool> IsQuietAsync(AppDbContext database)
    {
        if (await database.Set<TtvOutboxRow>().AnyAsync()) return false;
        var decided = await database.Set<TtvDecisionRow>().CountAsync(d => d.Outcome == "send" || d.Outcome == "escalate");
        return await database.Mails.CountAsync() >= decided;
    }
}
