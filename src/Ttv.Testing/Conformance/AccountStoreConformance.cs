using NodaTime;
using Ttv.Assist;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Ttv.Records;
using Ttv.Risk;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="IAccountStore"/> has to do.</summary>
public abstract class AccountStoreConformance : StoreConformance
{
    /// <summary>An event makes its account due, with all that is needed to evaluate it.</summary>
    [Fact]
    public async Task Claim_AfterAnEvent_GivesTheAccountWithItsEvents()
    {
        await Store.Events.AppendAsync([Event(Account(1), 1), Event(Account(1), 2), Event(Account(2), 1)]);

        var claimed = await ClaimAsync();
        Assert.Equal([Account(1), Account(2)], claimed.Select(c => c.State.Account).Order());
        var first = claimed.Single(c => c.State.Account == Account(1));
        Assert.Equal(2, first.Events.Count);
        Assert.All(first.Events, e => Assert.Equal(Account(1), e.Account));
        Assert.Empty(first.Decisions);
        Assert.Null(first.State.EvaluatedAt);
    }

    /// <summary>What one holds, nobody else gets, until the lease runs out.</summary>
    [Fact]
    public async Task Claim_HeldByAnother_IsNotGivenUntilTheLeaseRunsOut()
    {
        await MakeDueAsync(Account(1));
        Assert.Single(await ClaimAsync("one", LongLease));
        Assert.Empty(await ClaimAsync("two"));
        Assert.Empty(await ClaimAsync("one"));

        await MakeDueAsync(Account(2));
        Assert.Single(await ClaimAsync("one", ShortLease));
        await WaitForShortLease();
        Assert.Equal(Account(2), Assert.Single(await ClaimAsync("two")).State.Account);
    }

    /// <summary>Several at once share out the accounts, each to one.</summary>
    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachAccountToOne()
    {
        await MakeDueAsync(Enumerable.Range(0, 200).Select(Account));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            var own = new List<AccountId>();
            while (true)
            {
                var batch = await ClaimAsync($"worker-{w}", limit: 7);
                if (batch.Count == 0) return own;
                own.AddRange(batch.Select(c => c.State.Account));
            }
        })));

        Assert.Equal(Enumerable.Range(0, 200).Select(Account), claims.SelectMany(c => c).Order());
    }

    /// <summary>The limit holds, and the longest due come first.</summary>
    [Fact]
    public async Task Claim_MoreThanTheLimit_GivesTheLongestDueFirst()
    {
        await MakeDueAsync(Enumerable.Range(0, 3).Select(Account));
        var claimed = await ClaimAsync();
        await Store.Accounts.CommitAsync("one", [.. claimed.Select((c, i) => Commit(c, Now + Duration.FromHours(3 - i)))]);

        Assert.Empty(await ClaimAsync());
        var later = Now + Duration.FromHours(5);
        Assert.Equal(claimed[2].State.Account, Assert.Single(await ClaimAsync(limit: 1, now: later)).State.Account);
        Assert.Equal(claimed[1].State.Account, Assert.Single(await ClaimAsync(limit: 1, now: later)).State.Account);
    }

    /// <summary>A state is read back value for value, with what was decided.</summary>
    [Fact]
    public async Task Commit_State_IsReadBackValueForValue()
    {
        await MakeDueAsync(Account(1));
        var claimed = Assert.Single(await ClaimAsync());
        var state = new AccountState
        {
            Account = Account(1),
            Segment = SegmentKey.Create("founder"),
            SignedUpAt = Now,
            FirstValueAt = Now + Duration.FromMilliseconds(1),
            Score = RiskScore.FromPoints(73.25m),
            Band = RiskBand.High,
            Escalation = EscalationState.AwaitingApprover,
            Record = new FirstValueRecord
            {
                AccountId = Account(1), Segment = SegmentKey.Create("founder"), DesiredOutcome = "a \"win\"", FirstValueEventName = "win",
                FirstValueEventTargetDate = Now, InterventionPath = InterventionPath.Hybrid, TtvRiskScore = RiskScore.FromPoints(73.25m), BlockerType = BlockerType.Setup,
            },
            EvaluatedAt = Now,
            DueAt = Now + Duration.FromHours(1),
        };
        var decision = Decision(Account(1), "a key");
        Assert.Empty(await Store.Accounts.CommitAsync("one", [Commit(claimed, null, decision) with { State = state }]));

        Assert.Equal(state, await Store.Accounts.FindAsync(Account(1)));
        var again = Assert.Single(await ClaimAsync(now: state.DueAt));
        Assert.Equal(state, again.State);
        Assert.Equal(decision, Assert.Single(again.Decisions));
        Assert.True(again.Version > claimed.Version);
    }

    /// <summary>An unknown account has no state.</summary>
    [Fact]
    public async Task Find_UnknownAccount_IsNull() => Assert.Null(await Store.Accounts.FindAsync(Account(1)));

    /// <summary>Who was overtaken writes nothing at all.</summary>
    [Fact]
    public async Task Commit_AfterAnotherClaimed_IsFencedWhole()
    {
        await MakeDueAsync(Account(1), Account(2));
        var old = (await ClaimAsync("slow", ShortLease)).OrderBy(c => c.State.Account).ToArray();
        await WaitForShortLease();
        var fresh = Assert.Single(await ClaimAsync("fast", limit: 1));
        var (taken, free) = fresh.State.Account == Account(1) ? (old[0], old[1]) : (old[1], old[0]);

        var fenced = await Store.Accounts.CommitAsync("slow", [.. new[] { taken, free }.Select(c => Commit(c, null, Decision(c.State.Account, $"by-slow-{c.State.Account}")) with { Facts = [Event(c.State.Account, 99)] })]);
        Assert.Equal([taken.State.Account], fenced.AsEnumerable());
        Assert.Null((await Store.Accounts.FindAsync(taken.State.Account))!.EvaluatedAt);
        Assert.DoesNotContain(await ListAsync(Store.Events.ReadAsync(taken.State.Account)), e => e.Id == EventId.Create("event-99"));
        Assert.Equal($"by-slow-{free.State.Account}", Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10)).Message.Decision.Key);

        Assert.Empty(await Store.Accounts.CommitAsync("fast", [Commit(fresh)]));
    }

    /// <summary>A commit counts once: the same again is fenced.</summary>
    [Fact]
    public async Task Commit_Twice_IsFencedTheSecondTime()
    {
        await MakeDueAsync(Account(1));
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Empty(await Store.Accounts.CommitAsync("one", [Commit(claimed, null, Decision(Account(1), "key"))]));
        Assert.Equal([Account(1)], (await Store.Accounts.CommitAsync("one", [Commit(claimed, null, Decision(Account(1), "other"))])).AsEnumerable());
        Assert.Single(await Store.Outbox.ClaimAsync("relay", LongLease, 10));
    }

    /// <summary>Another owner's version is worth nothing.</summary>
    [Fact]
    public async Task Commit_ByAnotherOwner_IsFenced()
    {
        await MakeDueAsync(Account(1));
        var claimed = Assert.Single(await ClaimAsync("one"));
        Assert.Equal([Account(1)], (await Store.Accounts.CommitAsync("two", [Commit(claimed)])).AsEnumerable());
    }

    /// <summary>A decision's key takes effect once, however often it is decided.</summary>
    [Fact]
    public async Task Commit_KnownDecision_PutsOutNoSecondMessage()
    {
        for (var i = 0; i < 3; i++)
        {
            await Store.Events.AppendAsync([Event(Account(1), i)]);
            var claimed = Assert.Single(await ClaimAsync());
            await Store.Accounts.CommitAsync("one", [Commit(claimed, null, Decision(Account(1), "same"), Decision(Account(1), $"other-{i}"))]);
        }

        var messages = await Store.Outbox.ClaimAsync("relay", LongLease, 10);
        Assert.Equal(["other-0", "other-1", "other-2", "same"], messages.Select(m => m.Message.Decision.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>What is withheld from the holdout is kept and not put out.</summary>
    [Fact]
    public async Task Commit_WithheldDecision_IsKeptWithoutAMessage()
    {
        await MakeDueAsync(Account(1));
        var withheld = Decision(Account(1), "withheld", NudgeOutcome.Suppress);
        await Store.Accounts.CommitAsync("one", [Commit(Assert.Single(await ClaimAsync()), Now, withheld)]);

        Assert.Empty(await Store.Outbox.ClaimAsync("relay", LongLease, 10));
        Assert.Equal(withheld, Assert.Single(Assert.Single(await ClaimAsync()).Decisions));
    }

    /// <summary>An event that arrives while an account is evaluated is not passed over.</summary>
    [Fact]
    public async Task Commit_AfterAnEventInBetween_LeavesTheAccountDue()
    {
        await MakeDueAsync(Account(1));
        var claimed = Assert.Single(await ClaimAsync());
        await Store.Events.AppendAsync([Event(Account(1), 2)]);
        Assert.Empty(await ClaimAsync("two"));
        Assert.Empty(await Store.Accounts.CommitAsync("one", [Commit(claimed)]));

        Assert.Equal(2, Assert.Single(await ClaimAsync("two")).Events.Count);
    }

    /// <summary>What the evaluation itself states is in the log and makes nothing due.</summary>
    [Fact]
    public async Task Commit_Facts_AreInTheLogAndMakeNothingDue()
    {
        await MakeDueAsync(Account(1));
        var fact = TtvEvent.Create(Account(1), Now, new BandChanged(RiskBand.High), recordedAt: Now);
        await Store.Accounts.CommitAsync("one", [Commit(Assert.Single(await ClaimAsync())) with { Facts = [fact] }]);

        Assert.Contains(fact, await ListAsync(Store.Events.ReadAsync(Account(1))));
        Assert.Empty(await ClaimAsync());
    }

    /// <summary>A failing account is found again, and a replay makes it due afresh.</summary>
    [Fact]
    public async Task SetAside_Account_IsListedAndReplayed()
    {
        await MakeDueAsync(Account(1), Account(2));
        var claimed = await ClaimAsync();
        await Store.Accounts.CommitAsync("one", [.. claimed.Select(c => Commit(c) with { State = c.State.Account == Account(1) ? c.State with { Failures = 5, Fault = "a 'fault'", DueAt = null } : c.State with { DueAt = null } })]);

        var aside = Assert.Single(await ListAsync(Store.Accounts.ReadSetAsideAsync()));
        Assert.Equal((Account(1), 5, "a 'fault'"), (aside.Account, aside.Failures, aside.Fault));
        Assert.Equal(1, (await Store.Accounts.GetDueStatusAsync(Now)).SetAside);

        Assert.True(await Store.Accounts.ReplayAsync(Account(1)));
        Assert.False(await Store.Accounts.ReplayAsync(Account(3)));
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal((Account(1), 0, null), (again.State.Account, again.State.Failures, again.State.Fault));
    }

    /// <summary>The lag is that of the longest due account.</summary>
    [Fact]
    public async Task DueStatus_OverdueAccounts_SaysTheLongestLag()
    {
        await MakeDueAsync(Account(1), Account(2));
        var claimed = await ClaimAsync();
        await Store.Accounts.CommitAsync("one", [Commit(claimed[0], Now + Duration.FromHours(1)), Commit(claimed[1], Now + Duration.FromHours(2))]);

        Assert.Equal(Duration.Zero, (await Store.Accounts.GetDueStatusAsync(Now)).Lag);
        Assert.Equal(Duration.FromHours(4), (await Store.Accounts.GetDueStatusAsync(Now + Duration.FromHours(5))).Lag);
    }

    /// <summary>What no worker has looked at lags too, from when it was first seen waiting.</summary>
    [Fact]
    public async Task DueStatus_EventsThatNobodyClaims_LagFromWhenTheyWereSeen()
    {
        await MakeDueAsync(Account(1));
        Assert.Equal(Duration.Zero, (await Store.Accounts.GetDueStatusAsync(Now)).Lag);
        await MakeDueAsync(Account(2));
        Assert.Equal(Duration.FromHours(5), (await Store.Accounts.GetDueStatusAsync(Now + Duration.FromHours(5))).Lag);

        var claimed = await ClaimAsync();
        await Store.Accounts.CommitAsync("one", [.. claimed.Select(c => Commit(c))]);
        Assert.Equal(Duration.Zero, (await Store.Accounts.GetDueStatusAsync(Now + Duration.FromHours(6))).Lag);
    }

    /// <summary>A claim is asked for sensibly.</summary>
    [Fact]
    public async Task Claim_WithoutSense_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ClaimAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ClaimAsync(lease: Duration.Zero));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ClaimAsync(limit: 0));
    }
}
