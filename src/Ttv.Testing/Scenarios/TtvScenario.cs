using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Ttv.Evaluation;
using Ttv.Events;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.InMemory;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Xunit;

namespace Ttv.Testing.Scenarios;

/// <summary>
/// Tries definitions, rules and policies out as they would run: given events, when time passes, then decisions. Everything is real but
/// for the clock, which jumps from one due time to the next, the store, which is in memory, and the sender, which only notes.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class TtvScenario : IAsyncDisposable
{
    // What Ttv adds, it adds where nothing is yet: what a host set up has to go first.
    private static readonly Type[] Replaced =
    [
        typeof(IClock), typeof(INudgeSender), typeof(INudgePublisher), typeof(OutboxRelay), typeof(InMemoryStore), typeof(IEventLog), typeof(IAccountStore),
        typeof(IOutbox), typeof(IDeadLetterStore), typeof(IInbox), typeof(ILeaseStore), typeof(IReviewStore), typeof(IRetentionStore),
    ];

    private readonly ServiceProvider _services;
    private readonly ManualClock _clock;
    private readonly InMemoryStore _store;
    private readonly Outcome _outcome = new();
    private int _recorded;

    /// <summary>Creates a scenario.</summary>
    /// <param name="configure">
    /// Sets segments, rules and options up, as a host would: a host's own set-up may be handed in whole. The scenario's clock, store and
    /// sender take the place of those that it sets up, and no publisher is used.
    /// </param>
    /// <param name="start">When it begins.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">What was set up breaks a rule; every fault is listed.</exception>
    public TtvScenario(Action<TtvBuilder> configure, Instant start)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _clock = new ManualClock(start);
        var services = new ServiceCollection();
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(_outcome);
        services.AddTtv(configure);
        foreach (var port in Replaced) services.RemoveAll(port);
        services.AddSingleton<IClock>(_clock);
        services.AddTtv(t => t.UseInMemoryStore().AddNudgeSender<Sender>());
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<InMemoryStore>();
        _services.GetRequiredService<EvaluationWorker>();
    }

    /// <summary>The time.</summary>
    public Instant Now => _clock.GetCurrentInstant();

    /// <summary>Every nudge that took effect, with when, in order.</summary>
    public ValueList<SentInScenario> Sent => [.. _outcome.Sent];

    /// <summary>The container, for what the scenario does not show itself.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Given that something happens to an account now.</summary>
    public async Task<TtvScenario> GivenAsync(AccountId account, params EventBody[] bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        await _store.AppendAsync([.. bodies.Select(b => TtvEvent.Create(account, Now, b, Ttv.Events.EventId.Create($"given-{++_recorded}"), Now))]).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
        return this;
    }

    /// <summary>When time passes: every account is evaluated whenever it is due, and what is decided takes effect at once.</summary>
    public async Task<TtvScenario> WhenTimePassesAsync(Duration duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, Duration.Zero);
        var until = Now + duration;
        await SettleAsync().ConfigureAwait(false);
        while (_store.NextDueAt is { } due && due <= until)
        {
            if (due > Now) _clock.Set(due);
            await SettleAsync().ConfigureAwait(false);
        }

        _clock.Set(until);
        return this;
    }

    /// <summary>What was last found out about an account.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known of it.</exception>
    public async Task<AccountState> StateOfAsync(AccountId account) =>
        await _store.FindAsync(account).ConfigureAwait(false) ?? throw new InvalidOperationException($"Nothing is known of account '{account}'.");

    /// <summary>Then exactly these rules' nudges took effect for an account so far, in order.</summary>
    public TtvScenario ThenSent(AccountId account, params string[] rules)
    {
        Assert.Equal(rules, _outcome.Sent.Where(s => s.Decision.Account == account).Select(s => s.Decision.Rule));
        return this;
    }

    /// <summary>
    /// What is decided about an account now, one decision for each rule: also what is suppressed, deferred, withheld from the holdout or
    /// waits for an approver. What took effect is in <see cref="Sent"/>; here stands what comes after it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing is known of the account.</exception>
    public async Task<ValueList<NudgeDecision>> DecisionsOfAsync(AccountId account)
    {
        await StateOfAsync(account).ConfigureAwait(false);
        var engine = _services.GetRequiredService<TtvEngine>();
        var fleet = await _services.GetRequiredService<FleetWatch>().GetConditionsAsync().ConfigureAwait(false);
        var events = new List<TtvEvent>();
        await foreach (var told in _store.ReadAsync(account).ConfigureAwait(false)) events.Add(told);
        return engine.Evaluate(engine.Fold(account, events, Now), Now, fleet).Nudges;
    }

    /// <summary>
    /// Then this is decided about an account by a rule: either now (see <see cref="DecisionsOfAsync"/>), or as the latest that took
    /// effect (see <see cref="Sent"/>).
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="rule">The rule's key.</param>
    /// <param name="outcome">What is decided.</param>
    /// <param name="reasons">Codes that have to be among the decision's reasons, in any order; none: whatever the reasons are.</param>
    /// <exception cref="InvalidOperationException">Nothing is known of the account.</exception>
    public async Task<TtvScenario> ThenDecidedAsync(AccountId account, string rule, NudgeOutcome outcome, params string[] reasons)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(reasons);
        var all = await DecisionsOfAsync(account).ConfigureAwait(false);
        var now = all.FirstOrDefault(d => d.Rule == rule);
        var effect = _outcome.Sent.FindLast(s => s.Decision.Account == account && s.Decision.Rule == rule);
        if (Fits(now) || Fits(effect?.Decision)) return this;
        Assert.Fail($"""
            Account '{account}', rule '{rule}' at {Now}:
              expected:            {WireName.Of(outcome)} ({(reasons.Length == 0 ? "for any reason" : string.Join(", ", reasons))})
              decided now:         {(now is null ? $"nothing: the rules are {string.Join(", ", all.Select(d => d.Rule))}" : Describe(now))}
              latest that was sent: {(effect is null ? "none" : $"{Describe(effect.Decision)} at {effect.At}")}
            """);
        return this;

        bool Fits(NudgeDecision? decision) => decision is not null && decision.Outcome == outcome && reasons.All(decision.Reasons.Contains);

        static string Describe(NudgeDecision decision) => $"{WireName.Of(decision.Outcome)} ({string.Join(", ", decision.Reasons)})";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Evaluates and delivers until nothing is left to do now.</summary>
    private async Task SettleAsync()
    {
        var worker = _services.GetRequiredService<EvaluationWorker>();
        var relay = _services.GetRequiredService<OutboxRelay>();
        while ((await worker.RunOnceAsync().ConfigureAwait(false)).Claimed + (await relay.RunOnceAsync().ConfigureAwait(false)).Claimed > 0)
        {
        }

        var aside = new List<AccountState>();
        await foreach (var state in _store.ReadSetAsideAsync().ConfigureAwait(false)) aside.Add(state);
        if (aside.Count > 0) Assert.Fail($"The evaluation of account '{aside[0].Account}' failed: {aside[0].Fault}");
    }

    private sealed class Outcome
    {
        public List<SentInScenario> Sent { get; } = [];
    }

    private sealed class Sender(Outcome outcome, IClock clock) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            outcome.Sent.Add(new SentInScenario(clock.GetCurrentInstant(), message.Decision));
            return new(NudgeDelivery.Sent);
        }
    }
}
