using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Evaluation;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.Hosting.Evaluation;

/// <summary>Claims due accounts, evaluates them and commits what was found, all of a batch in one transaction.</summary>
/// <remarks>
/// Any number of instances run at once, without a leader: a claim is a lease with a version, and a commit under an older version is
/// left out. Thread-safe.
/// </remarks>
public sealed partial class EvaluationWorker
{
    private readonly IAccountStore _accounts;
    private readonly FleetWatch _fleet;
    private readonly IClock _clock;
    private readonly TtvHostingOptions _options;
    private readonly HostingMetrics _metrics;
    private readonly ILogger<EvaluationWorker> _logger;
    private readonly AccountEvaluator _evaluator;

    /// <summary>Creates a worker.</summary>
    /// <param name="accounts">Where due accounts are claimed and states are kept.</param>
    /// <param name="engine">Evaluates.</param>
    /// <param name="fleet">Knows what holds for all accounts at once.</param>
    /// <param name="clock">Says what time it is.</param>
    /// <param name="options">Batch, lease and attempts; read once.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="logger">Says what failed.</param>
    public EvaluationWorker(IAccountStore accounts, TtvEngine engine, FleetWatch fleet, IClock clock, IOptions<TtvHostingOptions> options, HostingMetrics metrics, ILogger<EvaluationWorker> logger)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(logger);
        (_accounts, _fleet, _clock, _options, _metrics, _logger) = (accounts, fleet, clock, options.Value, metrics, logger);
        _evaluator = new AccountEvaluator(engine, _options);
    }

    /// <summary>Evaluates one batch of due accounts.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    public Task<EvaluationRun> RunOnceAsync(CancellationToken cancellationToken = default) => RunOnceAsync(_options.InstanceId, cancellationToken);

    internal async Task<EvaluationRun> RunOnceAsync(string owner, CancellationToken cancellationToken)
    {
        var now = _clock.GetCurrentInstant();
        var fleet = await _fleet.GetConditionsAsync(cancellationToken).ConfigureAwait(false);
        var claimed = await _accounts.ClaimDueAsync(owner, now, Duration.FromTimeSpan(_options.Lease), _options.Batch, cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 0) return default;
        using var activity = TtvTelemetry.Source.StartActivity("ttv.evaluate");
        activity?.SetTag("ttv.accounts", claimed.Count);
        var failures = new HashSet<AccountId>();
        var commits = new AccountCommit[claimed.Count];
        for (var i = 0; i < commits.Length; i++)
        {
            if (claimed[i].Fault is { } unreadable)
            {
                Fail(i, unreadable, "unreadable");
                continue;
            }

            try
            {
                commits[i] = _evaluator.Evaluate(claimed[i], now, fleet, activity?.Id);
            }
            catch (Exception e)
            {
                // A user's own signal, rule, classifier or copy may throw anything. It concerns this account alone: the fault is kept
                // with it, and after some attempts it is set aside for a replay; the others go on.
                Fail(i, $"{e.GetType().Name}: {e.Message}", e.GetType().Name);
            }
        }

        var fenced = await _accounts.CommitAsync(owner, commits, cancellationToken).ConfigureAwait(false);
        var left = fenced.ToHashSet();
        var decisions = commits.Where(c => !left.Contains(c.State.Account)).SelectMany(c => c.Decisions.AsEnumerable()).ToArray();
        foreach (var decision in decisions) _metrics.Decided(decision);
        _metrics.Committed(commits.Count(c => !left.Contains(c.State.Account) && !failures.Contains(c.State.Account)), fenced.Count);
        if (fenced.Count > 0) LogFenced(fenced.Count);
        return new EvaluationRun(claimed.Count, claimed.Count - fenced.Count, fenced.Count, failures.Count, decisions.Count(d => d.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate));

        void Fail(int index, string fault, string kind)
        {
            failures.Add(claimed[index].State.Account);
            _metrics.Failed();
            commits[index] = _evaluator.Fail(claimed[index], now, fault);
            LogFailed(commits[index].State.Failures, kind);
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "An account's evaluation failed for the {Failures}. time: {Fault}. Its state says more.")]
    private partial void LogFailed(int failures, string fault);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "{Accounts} accounts were left out of a commit: another instance held them since.")]
    private partial void LogFenced(int accounts);
}
