using System.Data.Common;
using System.Globalization;
using NodaTime;
using Ttv.Assist;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Ttv.Records;
using Ttv.Risk;

namespace Ttv.EntityFrameworkCore.Storage;

internal sealed partial class RelationalStore<TContext>
{
    private readonly SeenWake _seenWake = new();

    private sealed class SeenWake
    {
        public long? Sequence { get; set; }

        public Instant At { get; set; }
    }

    private const string StateColumns = "account_id, segment, signed_up_us, first_value_us, risk_hundredths, risk_band, escalation, record, evaluated_us, due_us, failures, fault";

    public async ValueTask<ValueList<ClaimedAccount>> ClaimDueAsync(string owner, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default)
    {
        StorePorts.CheckClaim(owner, lease, limit);
        var at = ("@now", (object?)Micros.Of(now));
        if (!await ReadAsync("looking for due accounts", async (session, dialect, token) => (await session.ReadAsync(
            $"SELECT 1 WHERE EXISTS (SELECT 1 FROM {session.Tables.Wakes}) OR EXISTS (SELECT 1 FROM {session.Tables.Accounts} WHERE due_us <= @now AND (lease_until_us IS NULL OR lease_until_us <= {dialect.Now}))",
            r => true, token, at).ConfigureAwait(false)).Count > 0, cancellationToken).ConfigureAwait(false)) return [];

        return await WriteAsync("claiming due accounts", async (session, dialect, token) =>
        {
            var accounts = session.Tables.Accounts;
            await session.ExecuteAsync(dialect.AbsorbWakes(session.Tables), token, at, ("@limit", 10 * limit)).ConfigureAwait(false);
            var claimed = await session.ReadAsync(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT account_id AS id FROM {accounts}
                    WHERE due_us <= @now AND (lease_until_us IS NULL OR lease_until_us <= {dialect.Now})
                    ORDER BY due_us LIMIT @limit {dialect.SkipLocked})
                UPDATE {accounts} SET lease_owner = @owner, lease_until_us = {dialect.Now} + @lease, version = version + 1
                WHERE account_id IN (SELECT id FROM due)
                RETURNING {StateColumns}, version, wakes
                """,
                r => (Id: r.GetString(0), State: ReadTolerantly(r)!, Version: r.GetInt64(12), Wakes: r.GetInt64(13)), token, at, ("@limit", limit), ("@owner", owner), ("@lease", Micros.Of(lease))).ConfigureAwait(false);
            // An id that is none comes from somebody's own SQL: nobody can be evaluated by it, and it must not hold up the others.
            var invalid = claimed.Where(c => c.State is null).Select(c => c.Id).ToArray();
            if (invalid.Length > 0)
            {
                await session.ExecuteAsync(
                    $"UPDATE {accounts} SET fault = 'account_id is not valid: 1 to 128 characters, none of them a control character, are allowed.', due_us = NULL, lease_owner = NULL, lease_until_us = NULL WHERE {dialect.Among("account_id", "@invalid")}",
                    token, ("@invalid", dialect.ToParameter(invalid))).ConfigureAwait(false);
                claimed.RemoveAll(c => c.State is null);
            }

            if (claimed.Count == 0) return ValueList.Create<ClaimedAccount>([]);

            var ids = dialect.ToParameter([.. claimed.Select(c => c.State.Account.Value)]);
            var among = dialect.Among("account_id", "@ids");
            // What one account has that cannot be read is that account's own affair; the others of the batch go on.
            var faults = new Dictionary<string, string>(StringComparer.Ordinal);
            var events = (await session.ReadAsync(
                $"SELECT {EventColumns} FROM {session.Tables.Events} WHERE {among}",
                r => Readable(r.GetString(1), $"event {r.GetInt64(0)}", () => ReadEvent(r, 1)), token, ("@ids", ids)).ConfigureAwait(false)).OfType<TtvEvent>().ToLookup(e => e.Account);
            var decisions = (await session.ReadAsync(
                $"SELECT account_id, key, payload FROM {session.Tables.Decisions} WHERE {among}",
                r => Readable(r.GetString(0), $"decision {r.GetString(1)}", () => NudgeDecisionJson.Parse(r.GetString(2))), token, ("@ids", ids)).ConfigureAwait(false)).OfType<NudgeDecision>().ToLookup(d => d.Account);
            return claimed.OrderBy(c => c.State.DueAt).Select(c => new ClaimedAccount
            {
                State = c.State,
                Version = c.Version,
                Wakes = c.Wakes,
                Events = events[c.State.Account].ToValueList(),
                Decisions = decisions[c.State.Account].ToValueList(),
                Fault = faults.GetValueOrDefault(c.State.Account.Value),
            }).ToValueList();

            T? Readable<T>(string account, string what, Func<T> read)
                where T : class
            {
                try
                {
                    return read();
                }
                catch (Exception e) when (IsUnreadable(e))
                {
                    faults.TryAdd(account, $"{what} cannot be read: {(e is TtvValidationException { Faults: var own } ? string.Join("; ", own) : e.Message)}");
                    return null;
                }
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ValueList<AccountId>> CommitAsync(string owner, IReadOnlyCollection<AccountCommit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return [];
        // In the order of the key: pages are written one after the other, and two commits never wait for each other in a circle.
        var ordered = commits.ToArray();
        Array.Sort(ordered, static (left, right) => left.State.Account.CompareTo(right.State.Account));
        var written = await WriteAsync(
            "committing evaluations", (session, dialect, token) => dialect.CommitAsync(session.Connection, session.Tables, owner, ordered, token), cancellationToken).ConfigureAwait(false);
        return ordered.Where(c => !written.Contains(c.State.Account.Value)).Select(c => c.State.Account).ToValueList();
    }

    public async ValueTask<AccountState?> FindAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await ReadAsync("reading an account", (session, _, token) => session.ReadAsync(
                $"SELECT {StateColumns} FROM {session.Tables.Accounts} WHERE account_id = @account", ReadState, token, ("@account", account.Value)), cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new TtvStoreException("The account's row of ttv_accounts is not valid; its next evaluation writes it anew.", e);
        }
    }

    public async IAsyncEnumerable<AccountState> ReadSetAsideAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var aside = await ReadAsync("reading the accounts set aside", (session, _, token) => session.ReadAsync(
            $"SELECT {StateColumns} FROM {session.Tables.Accounts} WHERE fault IS NOT NULL AND due_us IS NULL", ReadTolerantly, token), cancellationToken).ConfigureAwait(false);
        foreach (var state in aside.OfType<AccountState>().OrderBy(s => s.Account)) yield return state;
    }

    public async ValueTask<bool> ReplayAsync(AccountId account, CancellationToken cancellationToken = default) =>
        await WriteAsync("replaying an account", async (session, dialect, token) => await session.ExecuteAsync(
            $"UPDATE {session.Tables.Accounts} SET due_us = 0, failures = 0, fault = NULL, wakes = wakes + 1 WHERE account_id = @account", token, ("@account", account.Value)).ConfigureAwait(false) > 0,
            cancellationToken).ConfigureAwait(false);

    public async ValueTask<DueStatus> GetDueStatusAsync(Instant now, CancellationToken cancellationToken = default)
    {
        // What is due since time began was made so by hand; how long that is, nobody asks.
        var (oldest, wake, aside) = (await ReadAsync("asking how far evaluation lags", (session, _, token) => session.ReadAsync(
            $"""
            SELECT (SELECT MIN(due_us) FROM {session.Tables.Accounts} WHERE due_us > 0), (SELECT MIN(sequence) FROM {session.Tables.Wakes}),
                (SELECT COUNT(*) FROM {session.Tables.Accounts} WHERE fault IS NOT NULL AND due_us IS NULL)
            """,
            r => (Whole(r, 0), Whole(r, 1), Count(r, 2)), token), cancellationToken).ConfigureAwait(false))[0];
        var since = Instant.Min(Micros.ToInstant(oldest) ?? Instant.MaxValue, WaitingSince(wake, now));
        return new DueStatus(since < now ? now - since : Duration.Zero, aside);
    }

    /// <summary>Since when the oldest wake waits. Wakes bear no date: what counts is when this instance first saw it.</summary>
    private Instant WaitingSince(long? wake, Instant now)
    {
        if (wake is not { } sequence) return Instant.MaxValue;
        lock (_seenWake)
        {
            if (_seenWake.Sequence != sequence || _seenWake.At > now) (_seenWake.Sequence, _seenWake.At) = (sequence, now);
            return _seenWake.At;
        }
    }

    /// <summary>An account's state, without what cannot be read of it: the next evaluation finds that out anew from the log. Null where the id is none.</summary>
    private static AccountState? ReadTolerantly(DbDataReader reader)
    {
        try
        {
            return ReadState(reader);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return !AccountId.TryCreate(reader.GetString(0), out var account, out _) ? null : new AccountState
            {
                Account = account,
                EvaluatedAt = At(8),
                DueAt = At(9),
                Failures = Math.Max(0, reader.GetInt32(10)),
                Fault = Text(reader, 11),
            };
        }

        Instant? At(int column)
        {
            try
            {
                return Micros.ToInstant(Whole(reader, column));
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                return null;
            }
        }
    }

    /// <summary>Whether a stored value is none that Ttv would have written.</summary>
    private static bool IsUnreadable(Exception e) => e is TtvValidationException or ArgumentException or OverflowException;

    private static AccountState ReadState(DbDataReader reader) => new()
    {
        Account = AccountId.Create(reader.GetString(0)),
        Segment = Text(reader, 1) is { } segment ? SegmentKey.Create(segment) : null,
        SignedUpAt = Micros.ToInstant(Whole(reader, 2)),
        FirstValueAt = Micros.ToInstant(Whole(reader, 3)),
        Score = reader.IsDBNull(4) ? null : RiskScore.FromHundredths(reader.GetInt32(4)),
        Band = Parse<RiskBand>(Text(reader, 5)),
        Escalation = Parse<EscalationState>(Text(reader, 6)) ?? EscalationState.None,
        Record = Text(reader, 7) is { } record ? FirstValueRecordJson.Parse(record) : null,
        EvaluatedAt = Micros.ToInstant(Whole(reader, 8)),
        DueAt = Micros.ToInstant(Whole(reader, 9)),
        Failures = reader.GetInt32(10),
        Fault = Text(reader, 11),
    };

    private static T? Parse<T>(string? name)
        where T : struct, Enum => name is null ? null : WireName.TryParse<T>(name, out var value) ? value : throw new TtvValidationException("ttv_accounts", [$"'{name}' is no {typeof(T).Name}: {WireName.Allowed<T>()} are allowed."]);

    private static string? Text(DbDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    private static long? Whole(DbDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetInt64(at);
}
