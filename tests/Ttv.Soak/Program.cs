using System.Globalization;
using Microsoft.Extensions.Configuration;
using Ttv.Soak;

if (args is ["worker", ..])
{
    await Worker.RunAsync(args[1..]);
    return 0;
}

var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var databases = (settings["databases"] ?? "Sqlite,PostgreSql").Split(',').Select(Enum.Parse<Database>).ToArray();
var seeds = int.Parse(settings["seeds"] ?? "5", CultureInfo.InvariantCulture);
var options = new SoakOptions
{
    Nudges = int.Parse(settings["nudges"] ?? "20000", CultureInfo.InvariantCulture),
    Kills = int.Parse(settings["kills"] ?? "50", CultureInfo.InvariantCulture),
    Workers = int.Parse(settings["workers"] ?? "4", CultureInfo.InvariantCulture),
};
var runs = databases.SelectMany(d => Enumerable.Range(1, seeds).Select(s => options with { Database = d, Seed = s, OverRabbitMq = d == Database.PostgreSql && s % 2 == 0 }))
    // The control: killed between publishing and deleting, without an inbox.
    .Concat(databases.Select(d => options with { Database = d, HasInbox = false, KillAt = KillPoint.AfterPublish, Nudges = 2000 }))
    .Concat(databases.SelectMany(d => Enum.GetValues<KillPoint>().Where(p => p != KillPoint.None).Select(p => options with { Database = d, KillAt = p, Nudges = 2000 })))
    // After the effect's commit and before the acknowledgement, with a broker that delivers again.
    .Concat(databases.Where(d => d == Database.PostgreSql).Select(d => options with { Database = d, KillAt = KillPoint.AfterEffectCommit, OverRabbitMq = true, Nudges = 2000 }));
var failed = 0;
Console.WriteLine(Ledger.Header);
foreach (var run in runs.ToArray())
{
    var ledger = await Soak.RunAsync(run, Console.Error.WriteLine);
    // The control has to double, or the runs beside it would prove nothing; nothing is ever lost.
    var holds = run.HasInbox ? ledger.IsClean && (run.KillAt != KillPoint.None || ledger.KillsLanded >= run.Kills) : ledger.Doubled > 0 && ledger.Lost == 0;
    if (!holds) failed++;
    Console.WriteLine(ledger + (run.KillAt == KillPoint.None ? "" : $" at {run.KillAt}") + (holds ? "" : " FAILED"));
}

var simulations = int.Parse(settings["simulations"] ?? "10000", CultureInfo.InvariantCulture);
var effects = 0;
for (var seed = 1; seed <= simulations; seed++)
{
    try
    {
        var once = await SimulatedRun.RunAsync(seed);
        effects += once.Count;
        if (!once.SequenceEqual(await SimulatedRun.RunAsync(seed))) throw new InvalidOperationException($"seed {seed}: twice is not the same");
    }
    catch (InvalidOperationException e)
    {
        failed++;
        Console.WriteLine($"FAILED {e.Message}");
    }
}

Console.WriteLine($"{simulations} simulated seeds, each twice: {effects} nudges took effect once, the same both times");
Console.WriteLine(failed == 0 ? "every run holds" : $"{failed} runs failed");
return failed == 0 ? 0 : 1;
