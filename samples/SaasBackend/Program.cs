using Microsoft.EntityFrameworkCore;
using NodaTime;
using SaasBackend;
using Ttv;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Storage;
using Ttv.Records;
using Ttv.Segments;
using EventId = Ttv.Events.EventId; // ASP.NET has one of its own, for logs

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration;
var simulates = args.Contains("simulate");

// 1. The back end's own context, on SQLite or PostgreSQL.
builder.Services.AddDbContext<AppDbContext>(o =>
{
    var connection = settings["Database:ConnectionString"];
    if (settings["Database:Provider"] == "PostgreSQL") o.UseNpgsql(connection);
    else o.UseSqlite(connection);
});

// 2. Ttv in it: evaluation in the background, nudges written as mails, over RabbitMQ where it is configured.
builder.Services.Configure<TtvOptions>(settings.GetSection("Ttv"));
builder.Services.Configure<TtvHostingOptions>(settings.GetSection("Hosting"));
builder.Services.AddTtv(ttv =>
{
    ttv.UseEntityFrameworkCore<AppDbContext>().AddNudgeSender<MailNudgeSender>();
    if (settings["RabbitMQ:Uri"] is { } uri) ttv.UseRabbitMQ(o => o.Uri = new Uri(uri));
    ttv.AddHostedEvaluation();
});
if (simulates) builder.AddSimulatedCustomers();

// What cannot be read or fails is answered as problem details, whatever the environment.
builder.Services.AddProblemDetails().AddExceptionHandler<BadBodies>().Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);

var app = builder.Build();
app.UseExceptionHandler();
await using (var scope = app.Services.CreateAsyncScope())
{
    // A demonstration makes its tables; a back end of your own migrates them (docs/storage.md).
    var database = scope.ServiceProvider.GetRequiredService<AppDbContext>().Database;
    if (!simulates) await database.EnsureCreatedAsync();
    else if (await SimulatedDatabase.MakeAsync(database) is { } refusal)
    {
        Console.Error.WriteLine(refusal);
        return 1;
    }
}

// 3. Sign-up and product events, each in one transaction with the back end's own rows. The sample listens on this machine alone and
//    asks nobody who they are: a back end of your own puts its authorization on these.
app.MapPost("/customers", async (SignUp signUp, AppDbContext database, TtvDefinitions definitions, IClock clock, CancellationToken cancellation) =>
{
    if (signUp.Faults(definitions.Catalog) is { Count: > 0 } faults) return Results.ValidationProblem(faults);
    var (id, now) = (signUp.Id!, clock.GetCurrentInstant());
    if (await database.Customers.AnyAsync(c => c.Id == id, cancellation)) return Results.Ok();
    database.Customers.Add(new Customer { Id = id, Company = signUp.Company!, Segment = signUp.Segment! });
    var profile = EventProperties.Of(("segment", signUp.Segment!), ("timezone", signUp.TimeZone ?? "UTC"));
    await database.RecordTtvEventAsync(TtvEvent.Create(AccountId.Create(id), now, new SignedUp(profile), EventId.Create("signed-up"), now), cancellation);
    try
    {
        await database.SaveChangesAsync(cancellation);
    }
    catch (DbUpdateException)
    {
        // Of several told at the same moment the first one is kept; anything else is a failure.
        if (!await database.Customers.AnyAsync(c => c.Id == id, cancellation)) throw;
        return Results.Ok();
    }

    return Results.Created($"/customers/{Uri.EscapeDataString(id)}", value: null);
});
app.MapPost("/customers/{id}/events", async (string id, Happened happened, AppDbContext database, IClock clock, CancellationToken cancellation) =>
{
    if (happened.Faults() is { Count: > 0 } faults) return Results.ValidationProblem(faults);
    if (!AccountId.TryCreate(id, out var account, out _) || !await database.Customers.AnyAsync(c => c.Id == id, cancellation)) return Results.NotFound();
    var now = clock.GetCurrentInstant();
    await database.RecordTtvEventAsync(TtvEvent.Create(account, now, new ProductEvent(happened.Name!), EventId.Create(happened.Id!), now), cancellation);
    await database.SaveChangesAsync(cancellation);
    return Results.Accepted();
});

// 4. What is known: the record, the mails, the reviews, the health.
app.MapGet("/customers/{id}", async (string id, IAccountStore accounts, CancellationToken cancellation) =>
    AccountId.TryCreate(id, out var account, out _) && await accounts.FindAsync(account, cancellation) is { Record: { } record }
        ? Results.Content(FirstValueRecordJson.ToJson(record), "application/json")
        : Results.NotFound());
app.MapGet("/mails", (AppDbContext database) => database.Mails.OrderBy(m => m.Id).AsAsyncEnumerable());
app.MapGet("/reviews", async (IReviewStore reviews, CancellationToken cancellation) => (await reviews.ListAsync(cancellation)).Select(r => r.Key).ToArray());
app.MapGet("/reviews/{key}", async (string key, IReviewStore reviews, CancellationToken cancellation) =>
    await reviews.FindAsync(key, cancellation) is { } review ? Results.Content(review.Json, "application/json") : Results.NotFound());
app.MapHealthChecks("/health");
await app.RunAsync();
return 0;
