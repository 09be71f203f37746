using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Journeys;
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
    public async Task SignUpAndEvents_BadOnes_AreToldFieldValueAndWhatIsAllowed()
    {
        await using var backend = await RunningBackend.StartAsync();
        var good = new JsonObject { ["id"] = "acme", ["company"] = "Acme", ["segment"] = "founder", ["timeZone"] = "Europe/Berlin" };
        var happened = new JsonObject { ["id"] = "e1", ["name"] = "data_source_connected" };
        await RefusedAsync("/customers", good, "company", null, "company is missing: 1 to 200 characters are needed.");
        await RefusedAsync("/customers", good, "company", " \t", "company ' .' is blank: 1 to 200 characters are needed.");
        await RefusedAsync("/customers", good, "company", "Ac\0me", "company 'Ac.me' holds a control character: none is allowed.");
        await RefusedAsync("/customers", good, "company", new string('x', 201), $"company '{new string('x', 40)}…' has 201 characters: 1 to 200 are allowed.");
        await RefusedAsync("/customers", good, "segment", null, "segment is missing: 1 to 64 characters are needed.");
        await RefusedAsync("/customers", good, "segment", "foundr", "segment 'foundr' is unknown: founder, marketer, operator are allowed.");
        await RefusedAsync("/customers", good, "segment", new string('s', 65), $"segment '{new string('s', 40)}…' has 65 characters: 1 to 64 are allowed.");
        await RefusedAsync("/customers", good, "timeZone", "Europe/Berln", "timeZone 'Europe/Berln' is unknown: a zone of the tz database, such as Europe/Berlin, or none is allowed.");
        await RefusedAsync("/customers", good, "id", null, "id is missing: 1 to 128 characters are needed.");
        await RefusedAsync("/customers", good, "id", "  ", "id '  ' is blank: 1 to 128 characters are needed.");
        await RefusedAsync("/customers", good, "id", "a/b", "id 'a/b' holds '/': it has to fit into the path of an address.");
        await RefusedAsync("/customers", good, "id", new string('x', 129), $"id '{new string('x', 40)}…' has 129 characters: 1 to 128 are allowed.");
        await RefusedAsync("/customers/acme/events", happened, "id", "", "id '' is blank: 1 to 256 characters are needed.");
        await RefusedAsync("/customers/acme/events", happened, "name", null, "name is missing: 1 to 256 characters are needed.");
        await RefusedAsync("/customers/acme/events", happened, "name", "ttv.churned", "name 'ttv.churned' is one of Ttv's own facts: the name of a product event, without 'ttv.', is allowed.");

        // Every fault at once, and none of it stored.
        var (status, problem) = await SendAsync("/customers", """{ "id": null, "company": null }""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["id", "company", "segment"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("/customers/acme/events", happened.ToJsonString())).Status);

        foreach (var path in new[] { "/customers", "/customers/acme/events" })
        {
            await UnreadableAsync(path, "{ \"id\": \"acme\", ", "The body is not the JSON that is read here, at $");
            await UnreadableAsync(path, "{ \"id\": 7 }", "The body is not the JSON that is read here, at $.id, line 1: an object whose fields are texts is needed.");
            await UnreadableAsync(path, "{ \"id\": \"\\ud800\" }", "The body is not the JSON that is read here, at $.id, line 1: an object whose fields are texts is needed.");
            await UnreadableAsync(path, "[]", "The body is not the JSON that is read here, at $, line 1: an object whose fields are texts is needed.");
            await UnreadableAsync(path, "null", "The body is missing or not JSON: an object, sent as application/json, is needed.");
            await UnreadableAsync(path, "", "The body is missing or not JSON: an object, sent as application/json, is needed.");
        }

        Assert.DoesNotContain(backend.Lines, l => l.StartsWith("fail:", StringComparison.Ordinal));

        async Task RefusedAsync(string path, JsonObject body, string field, string? value, string says)
        {
            var bad = body.DeepClone().AsObject();
            if (value is null) bad.Remove(field);
            else bad[field] = value;
            var (status, problem) = await SendAsync(path, bad.ToJsonString());
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal(says, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Value[0].GetString());
        }

        async Task UnreadableAsync(string path, string body, string says)
        {
            var (status, problem) = await SendAsync(path, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        async Task<(HttpStatusCode Status, JsonElement Problem)> SendAsync(string path, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await backend.Http.PostAsync(path, content);
            var text = await response.Content.ReadAsStringAsync();
            return (response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
        }
    }

    [Fact]
    public async Task SignUp_SameManyTimesAtOnce_IsCreatedOnceAndNeverFails()
    {
        await using var backend = await RunningBackend.StartAsync();
        for (var round = 0; round < 10; round++)
        {
            var signUp = new { Id = $"acme-{round}", Company = "Acme", Segment = "founder" };
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await backend.Http.PostAsJsonAsync("/customers", signUp)).StatusCode));
            Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 7), HttpStatusCode.Created], answers.Order());
        }
    }

    [Fact]
    public async Task Simulate_WhereTheBackEndRanBefore_LeavesItsDatabaseAlone()
    {
        var folder = Directory.CreateTempSubdirectory("ttv-saas-kept-").FullName;
        try
        {
            await using (var backend = await RunningBackend.StartInAsync(folder))
                Assert.Equal(HttpStatusCode.Created, (await backend.Http.PostAsJsonAsync("/customers", new { Id = "acme", Company = "Acme", Segment = "founder" })).StatusCode);
            for (var run = 0; run < 2; run++)
            {
                await using var simulation = await RunningBackend.StartInAsync(folder, "simulate", "--Simulation:Accounts=5");
                Assert.Contains(simulation.Lines, l => l.Contains("The simulation's own database is 'saas-simulation.db'", StringComparison.Ordinal));
            }

            await using var database = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseSqlite($"Data Source={Path.Combine(folder, "saas.db")};Pooling=False").Options);
            Assert.Equal("acme", (await database.Customers.SingleAsync()).Id);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Simulate_PostgreSqlThatSomebodyElseFilled_IsRefused()
    {
        await using var postgres = await PostgreSqlServer.StartNewAsync();
        string[] onServer = ["simulate", "--Simulation:Accounts=5", "--Simulation:Days=1", "--Simulation:HoursPerSecond=200", "--Simulation:Stops=true", "--Database:Provider=PostgreSQL"];
        var (own, foreign) = (await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync());
        await using var database = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(foreign).Options);
        await database.Database.EnsureCreatedAsync();
        database.Customers.Add(new Customer { Id = "acme", Company = "Acme", Segment = "founder" });
        await database.SaveChangesAsync();

        var refused = await RunningBackend.RunAsync([.. onServer, $"--Database:ConnectionString={foreign};Password=verysecret"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"The simulation would delete the database '{database.Database.GetDbConnection().Database}', which it did not make", refused.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", refused.Said, StringComparison.Ordinal);
        Assert.Equal("acme", (await database.Customers.SingleAsync()).Id);

        for (var run = 0; run < 2; run++) Assert.Equal(0, (await RunningBackend.RunAsync([.. onServer, $"--Database:ConnectionString={own}"])).ExitCode);
    }

    [Fact]
    public async Task Simulate_ByDefault_SendsNudgesAndReviewsTheWeeks()
    {
        await using var backend = await RunningBackend.StartAsync("simulate", "--Simulation:Accounts=60", "--Simulation:HoursPerSecond=48", "--Simulation:Days=16");
        var health = new HashSet<string>();
        await backend.UntilAsync("the simulation is over", async () =>
        {
            health.Add(await (await backend.Http.GetAsync("/health")).Content.ReadAsStringAsync());
            return backend.Lines.Any(l => l.Contains("customers reached first value", StringComparison.Ordinal));
        });
        Assert.Contains("Healthy", health);
        Assert.DoesNotContain("Degraded", health);
        var mails = (await backend.GetAsync("/mails")).EnumerateArray().ToArray();
        Assert.InRange(mails.Length, 30, 60 * 20);
        Assert.Equal(mails.Length, mails.Select(m => m.GetProperty("nudgeKey").GetString()).Distinct().Count());
        Assert.Contains(mails, m => m.GetProperty("rule").GetString() == "late_milestone");

        await backend.UntilAsync("the second week is reviewed", async () => (await backend.GetAsync("/reviews")).EnumerateArray().Any(r => r.GetString() == "2026-W11"));
        var review = await backend.GetAsync("/reviews/2026-W11");
        Assert.Equal("ttv.review/1", review.GetProperty("schema").GetString());
        foreach (var key in new[] { "2026-W10", "2026-W11" })
        {
            var findings = (await backend.GetAsync($"/reviews/{key}")).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString());
            Assert.DoesNotContain(findings, f => f is JourneyFindings.UnknownNudge or JourneyFindings.ImpossibleTime);
        }

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
