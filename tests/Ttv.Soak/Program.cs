using System.Diagnostics;
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
var rows = (settings["rows"] ?? "1,2,8,11").Split(',').Select(r => int.Parse(r, CultureInfo.InvariantCulture)).ToArray();
var seeds = Number("seeds", 5);
var options = new SoakOptions { Nudges = Number("nudges", 20_000), Kills = Number("kills", 50), Workers = Number("workers", 4) };
var times = Number("times", 5);
var points = Enum.GetValues<KillPoint>().Where(p => p != KillPoint.None).ToArray();
KillPoint[] onTheWay = [KillPoint.AfterPublish, KillPoint.BeforeDelete, KillPoint.BeforeEffectCommit, KillPoint.AfterEffectCommit];
var gate = new (int Row, SoakOptions[] Runs)[]
{
    (1, [
        .. databases.SelectMany(d => Enumerable.Range(1, seeds).Select(s => options with { Database = d, Seed = s, OverRabbitMq = d == Database.PostgreSql && s % 2 == 0 })),
        // The control: killed between publishing and deleting, without an inbox.
        .. databases.Select(d => At(d, KillPoint.AfterPublish) with { HasInbox = false })]),
    (2, [
        .. databases.SelectMany(d => points.Select(p => At(d, p))),
        // With a broker, that delivers again what was not acknowledged.
        .. databases.Where(d => d == Database.PostgreSql).SelectMany(d => onTheWay.Select(p => At(d, p) with { OverRabbitMq = true }))]),
    (8, [.. databases.SelectMany(d => new[] { KillPoint.AfterClaim, KillPoint.AfterPublish }.Select(p => options with { Database = d, PauseAt = p, Nudges = 200 }))]),
};
var lines = new List<string>();
var failed = 0;
Console.WriteLine(Ledger.Header);
foreach (var (row, runs) in gate.Where(g => rows.Contains(g.Row)))
{
    var watch = Stopwatch.StartNew();
    var held = 0;
    foreach (var run in runs)
    {
        try
        {
            var ledger = await Soak.RunAsync(run, Console.Error.WriteLine);
            if (ledger.Holds) held++;
            Console.WriteLine(ledger);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            Console.Error.WriteLine($"{run}\n{e}");
        }
    }

    Report(row, $"{runs.Length} runs, {held} hold", held == runs.Length, watch);
}

var simulated = Stopwatch.StartNew();
var (simulations, effects, broken) = (rows.Contains(11) ? Number("simulations", 10_000) : 0, 0, 0);
await Parallel.ForEachAsync(Enumerable.Range(1, simulations), async (seed, _) =>
{
    try
    {
        Interlocked.Add(ref effects, await SimulatedRun.CheckAsync(seed));
    }
    catch (InvalidOperationException e)
    {
        Interlocked.Increment(ref broken);
        Console.Error.WriteLine($"FAILED {e.Message}");
    }
});
if (simulations > 0) Report(11, $"{simulations} seeds, each in step with the pure engine and twice out of step: {effects} nudges took effect once, {broken} seeds fail", broken == 0, simulated);
Console.WriteLine();
Console.WriteLine("| row | runs | holds | seconds |\n|---|---|---|---|");
foreach (var line in lines) Console.WriteLine(line);
return failed == 0 ? 0 : 1;

// As many kills at the point, each in a hundred nudges of its own.
SoakOptions At(Database database, KillPoint point) => options with { Database = database, KillAt = [.. Enumerable.Repeat(point, times)], Nudges = 100 * times, Workers = 1 };

int Number(string name, int otherwise) => int.Parse(settings[name] ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

void Report(int row, string what, bool holds, Stopwatch watch)
{
    if (!holds) failed++;
    lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {row} | {what} | {(holds ? "yes" : "NO")} | {watch.Elapsed.TotalSeconds:0} |"));
}
