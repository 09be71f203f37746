using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Storage;
using Ttv.Records;

namespace Ttv.Benchmarks.Storage;

/// <summary>
/// Persists 100,000 states through the adapter and beside it by the fastest raw form and by Entity Framework's SaveChanges; then lets
/// one worker claim, evaluate and commit 20,000 due accounts, and beside it raw SQL that only claims and commits. Prints Markdown.
/// Arguments name the databases; none: both.
/// </summary>
internal static class StorageReport
{
    private const int States = 100_000;
    private const int Due = 20_000;
    private const int Rounds = 5;
    private static readonly string[] Databases = ["sqlite", "postgresql"];

    public static async Task RunAsync(TextWriter output, string[] databases)
    {
        output.WriteLine("| database | work | way | ms, median | ms, all | rate | against the raw form |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var database in databases.Length == 0 ? Databases : databases)
        {
            var postgreSql = Databases.IndexOf(database) switch
            {
                0 => false,
                1 => true,
                _ => throw new ArgumentException($"database '{database}': {string.Join(" and ", Databases)} are known."),
            };
            await PersistAsync(output, postgreSql);
            await WorkAsync(output, postgreSql);
        }
    }

    private static async Task PersistAsync(TextWriter output, bool postgreSql)
    {
        await using var store = await BenchStore.CreateAsync(postgreSql);
        var commits = await ClaimedAsync(store, States, round: 0);
        await store.Get<IAccountStore>().CommitAsync("bench", commits);
        var (raw, adapter, entities) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            // Each way writes states that differ from those stored, over the same rows; the first round warms up.
            await store.TidyAsync();
            commits = await ClaimedAsync(store, States, (2 * round) + 1);
            var rows = commits.Select(c => c.State).OrderBy(s => s.Account).ToArray();
            await store.TidyAsync();
            var took = await TimeAsync(async () =>
            {
                // The raw form, too, starts from states and has to write their records as JSON.
                var written = rows.Select(RowOf).ToArray();
                if (postgreSql) await RawState.CopyAsync(store.ConnectionString, written);
                else RawState.Upsert(store.ConnectionString, written);
            });
            if (round > 0) raw.Add(took);

            await store.TidyAsync();
            commits = [.. commits.Select(c => c with { State = Changed(c.State, (2 * round) + 2) })];
            took = await TimeAsync(async () =>
            {
                if ((await store.Get<IAccountStore>().CommitAsync("bench", commits)).Count > 0) throw new InvalidOperationException("A commit was left out.");
            });
            if (round > 0) adapter.Add(took);

            if (round is 0 or > 3) continue;
            await using var scope = store.Services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<BenchContext>();
            var tracked = await context.Set<TtvAccountRow>().OrderBy(a => a.AccountId).ToArrayAsync();
            entities.Add(await TimeAsync(async () =>
            {
                for (var i = 0; i < tracked.Length; i++)
                {
                    var row = RowOf(Changed(rows[i], (2 * round) + 100));
                    (tracked[i].RiskHundredths, tracked[i].Record, tracked[i].EvaluatedUs, tracked[i].DueUs) = (row.RiskHundredths, row.Record, row.EvaluatedUs, row.DueUs);
                }

                await context.SaveChangesAsync();
            }));
        }

        Row(output, store.Name, "persist 100,000 states", postgreSql ? "raw: COPY, INSERT … ON CONFLICT" : "raw: prepared upsert in key order", raw, States, Median(raw));
        Row(output, store.Name, "persist 100,000 states", "Ttv: CommitAsync, fenced by lease and version", adapter, States, Median(raw));
        Row(output, store.Name, "persist 100,000 states", "EF Core: SaveChanges of tracked rows", entities, States, Median(raw));
    }

    private static async Task WorkAsync(TextWriter output, bool postgreSql)
    {
        await using var store = await BenchStore.CreateAsync(postgreSql);
        await AppendAsync(store, Due);
        var worker = store.Get<EvaluationWorker>();
        // The first pass meets new accounts; it decides nudges and warms up.
        store.Clock.Set(BenchStore.Start + Duration.FromHours(10));
        var decided = 0;
        for (EvaluationRun run; (run = await worker.RunOnceAsync()).Claimed > 0;) decided += run.Decided;
        var (raw, whole) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            store.Clock.Set(BenchStore.Start + Duration.FromDays(round));
            var now = Micros(store.Clock.GetCurrentInstant());
            await store.ExecuteAsync($"UPDATE ttv_accounts SET due_us = {now}");
            await store.TidyAsync();
            raw.Add(await TimeAsync(async () => Check(await RawWorker.RunAsync(store.ConnectionString, postgreSql, now, now + 3_600_000_000))));

            await store.ExecuteAsync($"UPDATE ttv_accounts SET due_us = {now}");
            await store.TidyAsync();
            var done = 0;
            whole.Add(await TimeAsync(async () =>
            {
                for (EvaluationRun run; (run = await worker.RunOnceAsync()).Claimed > 0;) done += run.Committed;
            }));
            Check(done);
        }

        var engine = store.Get<TtvEngine>();
        var logs = Enumerable.Range(0, Due).Select(EventsOf).ToArray();
        var asOf = store.Clock.GetCurrentInstant();
        var alone = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await TimeAsync(() =>
            {
                foreach (var log in logs) engine.Evaluate(engine.Fold(log[0].Account, log, asOf), asOf);
                return Task.CompletedTask;
            }));
        }

        Row(output, store.Name, "20,000 due accounts, batches of 256", "raw SQL: claim and commit alone", raw, Due, Median(raw));
        Row(output, store.Name, "20,000 due accounts, batches of 256", "Ttv: claim, read events and decisions, evaluate, decide, commit", whole, Due, Median(raw));
        Row(output, store.Name, "20,000 due accounts, batches of 256", "of that, folding and evaluating in memory", alone, Due, Median(raw));

        static void Check(int done)
        {
            if (done != Due) throw new InvalidOperationException($"{done} accounts were done, {Due} were due.");
        }
    }

    /// <summary>Claims every account and answers with the states to commit.</summary>
    private static async Task<AccountCommit[]> ClaimedAsync(BenchStore store, int count, int round)
    {
        if (round == 0) await AppendAsync(store, count, signUpAlone: true);
        var engine = store.Get<TtvEngine>();
        await store.ExecuteAsync($"UPDATE ttv_accounts SET due_us = {Micros(store.Clock.GetCurrentInstant())}, lease_owner = NULL, lease_until_us = NULL");
        var claimed = new List<ClaimedAccount>(count);
        while (claimed.Count < count)
        {
            // A claim takes its part of what was told and not yet absorbed.
            var some = await store.Get<IAccountStore>().ClaimDueAsync("bench", store.Clock.GetCurrentInstant(), Duration.FromHours(1), count);
            claimed.AddRange(some.AsEnumerable());
        }

        var asOf = BenchStore.Start + Duration.FromHours(10);
        return [.. claimed.Select(c =>
        {
            var evaluation = engine.Evaluate(engine.Fold(c.State.Account, c.Events, asOf), asOf);
            var state = c.State with
            {
                Segment = evaluation.Journey.Segment?.Key, SignedUpAt = evaluation.Journey.SignedUpAt, Score = evaluation.Risk.Score, Band = evaluation.Risk.Band, Record = evaluation.Record,
            };
            return new AccountCommit { Version = c.Version, Wakes = c.Wakes, State = Changed(state, round) };
        })];
    }

    private static AccountState Changed(AccountState state, int round) => state with
    {
        Score = Ttv.Risk.RiskScore.FromHundredths(round * 37 % 10_000),
        EvaluatedAt = BenchStore.Start + Duration.FromMinutes(round),
        DueAt = BenchStore.Start + Duration.FromDays(100) + Duration.FromMinutes(round),
    };

    private static TtvAccountRow RowOf(AccountState state) => new()
    {
        AccountId = state.Account.Value,
        Segment = state.Segment?.Value,
        SignedUpUs = Micros(state.SignedUpAt!.Value),
        RiskHundredths = state.Score?.Hundredths,
        RiskBand = state.Band is { } band ? WireName.Of(band) : null,
        Escalation = WireName.Of(state.Escalation),
        Record = FirstValueRecordJson.ToJson(state.Record!),
        EvaluatedUs = Micros(state.EvaluatedAt!.Value),
        DueUs = Micros(state.DueAt!.Value),
    };

    private static async Task AppendAsync(BenchStore store, int count, bool signUpAlone = false)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(10_000))
            await store.Get<IEventLog>().AppendAsync([.. part.SelectMany(i => signUpAlone ? EventsOf(i).Take(1) : EventsOf(i))]);
    }

    /// <summary>Six events of an account that signed up, did a step and comes back now and then.</summary>
    private static TtvEvent[] EventsOf(int number)
    {
        var account = AccountId.Create(string.Create(CultureInfo.InvariantCulture, $"account-{number:000000}"));
        var signUp = BenchStore.Start + Duration.FromSeconds(number % 3600);
        return
        [
            Tell(0, 0, new SignedUp(EventProperties.Of(("segment", "founder"), ("timezone", "Europe/Berlin")))),
            Tell(1, 0, new FitAssessed(0.4, 0.3)),
            Tell(2, 1, new ProductEvent("session_started", EventProperties.Of(("platform", "web"), ("page", "/start")))),
            Tell(3, 2, new ProductEvent("data_source_connected")),
            Tell(4, 3, new ProductEvent("session_started", EventProperties.Of(("platform", "mobile"), ("page", "/leads")))),
            Tell(5, 5, new ProductEvent("session_started", EventProperties.Of(("platform", "web"), ("page", "/start")))),
        ];

        TtvEvent Tell(int index, int hours, EventBody body)
        {
            var at = signUp + Duration.FromHours(hours);
            return TtvEvent.Create(account, at, body, EventId.Create(string.Create(CultureInfo.InvariantCulture, $"e{index}")), at);
        }
    }

    private static long Micros(Instant at) => at.ToUnixTimeTicks() / 10;

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Row(TextWriter output, string database, string work, string way, List<double> times, int count, double raw) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {database} | {work} | {way} | {Median(times):0} | {string.Join(", ", times.Select(t => t.ToString("0", CultureInfo.InvariantCulture)))} | {count / Median(times) * 1000:N0}/s | {raw / Median(times):0.00} |"));
}
