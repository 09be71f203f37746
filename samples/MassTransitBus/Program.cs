// A bus of your own in Ttv's place: MassTransit, here with its in-memory transport. The relay hands each decision to the bus, a
// consumer hands it to Ttv's receiver, and the inbox sees to it that it takes effect once, however often the bus delivers it.
using MassTransit;
using MassTransitBus;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ttv;
using Ttv.Events;
using Ttv.Hosting;

var file = Path.Combine(Path.GetTempPath(), $"ttv-bus-{Environment.ProcessId}.db");
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDbContext<MailContext>(o => o.UseSqlite($"Data Source={file};Pooling=False"));
builder.Services.AddTtv(ttv => ttv
    .AddPlaybook()
    .Configure(options => options.Nudges.QuietFrom = options.Nudges.QuietTo) // no quiet hours, should you try this at night
    .UseEntityFrameworkCore<MailContext>()
    .UsePublisher<MassTransitPublisher>()
    .AddNudgeSender<MailSender>()
    .AddHostedEvaluation(o => o.PollInterval = TimeSpan.FromMilliseconds(100)));
builder.Services.AddMassTransit(bus =>
{
    bus.AddConsumer<NudgeDecidedConsumer>(consumer => consumer.UseMessageRetry(retry => retry.Exponential(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2))));
    // In memory for the sample alone: a process that is killed would lose what the relay has handed over. Take a durable transport.
    bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
});

using var host = builder.Build();
await using (var scope = host.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<MailContext>().Database.EnsureCreatedAsync();
await host.StartAsync();

// A founder signed up thirty hours ago and has done nothing since.
var signUp = host.Services.GetRequiredService<IClock>().GetCurrentInstant() - Duration.FromHours(30);
await host.Services.GetRequiredService<EventRecorder>().RecordAsync(
    TtvEvent.Create(AccountId.Create("acme"), signUp, new SignedUp(EventProperties.Of(("segment", "founder")))));

var mail = await UntilWrittenAsync(TimeSpan.FromSeconds(300));
Console.WriteLine($"{mail.Account}: {mail.Text}");
await host.StopAsync();
File.Delete(file);

async Task<Mail> UntilWrittenAsync(TimeSpan patience)
{
    using var limit = new CancellationTokenSource(patience);
    while (true)
    {
        await using var scope = host.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<MailContext>().Mails.OrderBy(m => m.Id).FirstOrDefaultAsync(limit.Token) is { } mail) return mail;
        await Task.Delay(50, limit.Token);
    }
}
