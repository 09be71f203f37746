using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What the suites for stores share: an empty store for every test, and things to put into it.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private StoreUnderTest? _store;
    private int _putOuts;

    /// <summary>The store that the test is about; empty at its beginning.</summary>
    protected StoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>The business time of the tests.</summary>
    protected static Instant Now { get; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <summary>A lease that does not run out within a test.</summary>
    protected static Duration LongLease { get; } = Duration.FromMinutes(10);

    /// <summary>A lease that runs out at once; see <see cref="WaitForShortLease"/>.</summary>
    protected static Duration ShortLease { get; } = Duration.FromMilliseconds(30);

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<StoreUnderTest> CreateStoreAsync();

    /// <inheritdoc/>
    public async Task InitializeAsync() => _store = await CreateStoreAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
    }

    /// <summary>Waits until a <see cref="ShortLease"/> has run out.</summary>
    protected static Task WaitForShortLease() => Task.Delay(80);

    /// <summary>An account.</summary>
    protected static AccountId Account(int number) => AccountId.Create($"account-{number:000}");

    /// <summary>An event of an account, the same for the same arguments.</summary>
    protected static TtvEvent Event(AccountId account, int number, Duration after = default) =>
        TtvEvent.Create(account, Now + after, new ProductEvent("opened", EventProperties.Of(("n", number), ("text", "a \"quoted\" ünïcode line\n\t\0end"), ("on", true))), EventId.Create($"event-{number}"), Now + after + Duration.FromMilliseconds(1));

    /// <summary>A decision to send, of a key.</summary>
    protected static NudgeDecision Decision(AccountId account, string key, NudgeOutcome outcome = NudgeOutcome.Send, Instant? asOf = null) => new()
    {
        Account = account,
        Key = key,
        Rule = "late_milestone",
        Outcome = outcome,
        Channel = NudgeChannel.Message,
        Reasons = ["milestone_overdue"],
        Milestone = "connect",
        Episode = 0,
        Attempt = 1,
        Copy = "One step from <your> \"first\" report — 😀",
        HelpAsset = new Uri("https://example.com/help?a=1&b=2"),
        Owner = "Ada",
        Segment = SegmentKey.Create("founder"),
        DefinitionVersion = 3,
        AsOf = asOf ?? Now,
    };

    /// <summary>A commit of a claim: not due again, unless said.</summary>
    protected static AccountCommit Commit(ClaimedAccount claimed, Instant? dueAt = null, params IEnumerable<NudgeDecision> decisions) => new()
    {
        Version = claimed.Version,
        Wakes = claimed.Wakes,
        State = claimed.State with { EvaluatedAt = Now, DueAt = dueAt, Failures = 0, Fault = null },
        Decisions = decisions.ToValueList(),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    /// <summary>Appends an event of each account, so that they are due.</summary>
    protected async Task MakeDueAsync(params IEnumerable<AccountId> accounts) => await Store.Events.AppendAsync([.. accounts.Select(a => Event(a, 1))]);

    /// <summary>Claims for an owner whatever is due.</summary>
    protected ValueTask<ValueList<ClaimedAccount>> ClaimAsync(string owner = "one", Duration? lease = null, int limit = 100, Instant? now = null) =>
        Store.Accounts.ClaimDueAsync(owner, now ?? Now, lease ?? LongLease, limit);

    /// <summary>Puts a message of each key into the outbox.</summary>
    protected async Task PutOutAsync(params IEnumerable<string> keys)
    {
        var account = Account(900);
        await Store.Events.AppendAsync([Event(account, ++_putOuts)]);
        var claimed = Assert.Single(await ClaimAsync("putter"));
        Assert.Empty(await Store.Accounts.CommitAsync("putter", [Commit(claimed, decisions: keys.Select(k => Decision(account, k)))]));
    }

    /// <summary>Reads a stream to its end.</summary>
    protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var list = new List<T>();
        await foreach (var item in stream) list.Add(item);
        return list;
    }
}
