using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Nudges;

/// <summary>Decides for every rule whether to send, defer, suppress or escalate.</summary>
/// <remarks>
/// Behaviour decides, never the calendar alone. Rules are asked in order of priority; the first message of an evaluation takes
/// the day's place, and those after it are deferred; one human is asked at a time. A decision rests on the journey alone: what was sent comes back as
/// nudge-sent facts, so deciding twice gives the same keys. Immutable and thread-safe.
/// </remarks>
public sealed class NudgeDecider
{
    private readonly ValueList<INudgeRule> _rules;
    private readonly INudgeCopy _copy;

    /// <summary>Creates a decider.</summary>
    /// <param name="policy">The limits; null takes <see cref="NudgePolicy.Default"/>.</param>
    /// <param name="copy">What nudges say; null takes <see cref="NudgeCopy.Default"/>.</param>
    /// <param name="rules">Rules of the user's own, asked after the built-in four.</param>
    /// <exception cref="TtvValidationException">The policy breaks a rule, or two rules share a key; every fault is listed.</exception>
    public NudgeDecider(NudgePolicy? policy = null, INudgeCopy? copy = null, params IEnumerable<INudgeRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Policy = policy ?? NudgePolicy.Default;
        _copy = copy ?? NudgeCopy.Default;
        _rules = [.. NudgeRules.All, .. rules];
        var faults = new List<string>();
        Policy.CollectFaults(faults);
        foreach (var rule in _rules)
        {
            if (Text.Names.FaultOf("nudge rule key", rule.Key, 64) is { } fault) faults.Add(fault);
        }

        foreach (var twice in _rules.GroupBy(r => r.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"nudge rule '{twice.Key}' stands {twice.Count()} times: each key may stand once.");
        TtvValidationException.ThrowIfAny(nameof(NudgePolicy), faults);
    }

    /// <summary>The limits.</summary>
    public NudgePolicy Policy { get; }

    /// <summary>Decides for every rule.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="assessment">Its risk at the same instant.</param>
    /// <param name="asOf">The instant.</param>
    /// <returns>One decision a rule, in order of priority.</returns>
    public ValueList<NudgeDecision> Decide(Journey journey, RiskAssessment assessment, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(assessment);
        var context = new NudgeContext(journey, assessment, asOf, Policy);
        var limits = new NudgeLimits(Policy, journey, asOf);
        var mutes = MutesOf(journey);
        var decisions = new NudgeDecision[_rules.Count];
        for (var i = 0; i < decisions.Length; i++)
        {
            // Without a clock, or with the win in hand, no rule has anything to look at.
            var trigger = journey.IsTimed && journey.FirstValueAt is null ? _rules[i].Evaluate(context) : NudgeTrigger.None();
            decisions[i] = Decide(_rules[i], trigger, context, mutes, limits);
            if (decisions[i] is { Outcome: NudgeOutcome.Send, Channel: NudgeChannel.Message }) limits.IsTaken = true;
            if (decisions[i].Outcome == NudgeOutcome.Escalate) limits.IsEscalated = true;
        }

        return ValueList.Create<NudgeDecision>(decisions);
    }

    private static ValueList<string> MutesOf(Journey journey)
    {
        var mutes = new List<string>();
        if (!journey.IsTimed) mutes.Add(NudgeReasons.NotTimed);
        if (journey.FirstValueAt is not null) mutes.Add(NudgeReasons.FirstValueReached);
        if (journey.IsChurned) mutes.Add(NudgeReasons.Churned);
        if (journey.IsPaused) mutes.Add(NudgeReasons.Paused);
        return [.. mutes];
    }

    private NudgeDecision Decide(INudgeRule rule, NudgeTrigger trigger, NudgeContext context, ValueList<string> mutes, NudgeLimits limits)
    {
        var journey = context.Journey;
        var milestone = trigger.Step is { } step ? journey.Steps[step].Milestone : null;
        var episodeFrom = EpisodeStart(journey);
        var episode = EpisodeOf(journey);
        var attempts = journey.Nudges.Where(n => (n.SentAt >= episodeFrom || IsOfEpisode(n.Key, episode)) && n.SentAt <= context.AsOf && IsAttempt(rule, n, milestone?.Key)).ToList();
        var decision = new NudgeDecision
        {
            Account = journey.Account,
            Rule = rule.Key,
            Outcome = NudgeOutcome.Suppress,
            Channel = rule.Channel,
            Reasons = trigger.IsTriggered ? [.. trigger.Reasons, .. mutes] : mutes.Count > 0 ? mutes : [NudgeReasons.NoTrigger],
            Key = "",
            Milestone = milestone?.Key,
            Episode = episode,
            Attempt = rule.Channel == NudgeChannel.Message ? attempts.Count + 1 : 1,
            NextCheckAt = mutes.Count > 0 ? null : trigger.NextCheckAt,
            HelpAsset = milestone?.HelpAsset,
            NextAction = milestone?.NextAction,
            OffersQuickCall = rule.Key == NudgeRuleKeys.StalledMilestone,
            Evidence = trigger.Evidence,
            Proof = journey.Trail.Proof?.Value,
            Owner = journey.Trail.Owner?.Value,
            Approver = journey.Trail.Approver?.Value,
            Segment = journey.Segment?.Key,
            DefinitionVersion = journey.Segment?.Version ?? 0,
            AsOf = context.AsOf,
        };
        decision = decision with { Key = KeyOf(decision) };
        if (!trigger.IsTriggered || mutes.Count > 0) return decision;
        if (Holdout.Contains(journey.Account, Policy.HoldoutShare, Policy.HoldoutSalt)) return Suppressed(decision, NudgeReasons.Holdout);

        decision = rule.Channel switch
        {
            NudgeChannel.InApp => InApp(decision, trigger, context),
            NudgeChannel.Human => Human(decision, context, limits, episodeFrom),
            _ => Message(decision, rule, trigger, context, limits, attempts, episodeFrom),
        };
        return decision.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate ? decision with { Copy = _copy.Render(decision, context) } : decision;
    }

    private NudgeDecision InApp(NudgeDecision decision, NudgeTrigger trigger, NudgeContext context)
    {
        var journey = context.Journey;
        if (journey.Nudges.Any(n => n.SentAt <= context.AsOf && n.Rule == decision.Rule && n.Milestone == decision.Milestone)) return Suppressed(decision, NudgeReasons.AlreadySent);
        if (journey.UnsubscribedAt <= context.AsOf) return Suppressed(decision, NudgeReasons.Unsubscribed);
        if (trigger.Step is { } step && journey.Steps[step].CompletedAt + Policy.NextWinWithin < context.AsOf) return Suppressed(decision, NudgeReasons.Stale);
        return decision with { Outcome = NudgeOutcome.Send };
    }

    private static NudgeDecision Human(NudgeDecision decision, NudgeContext context, NudgeLimits limits, Instant episodeFrom)
    {
        if (limits.IsEscalated || IsEscalated(context, episodeFrom)) return Suppressed(decision, NudgeReasons.AlreadyEscalated);
        if (context.Assessment.IsProvisional) return Suppressed(decision, NudgeReasons.Provisional);
        return decision with { Outcome = NudgeOutcome.Escalate };
    }

    private NudgeDecision Message(NudgeDecision decision, INudgeRule rule, NudgeTrigger trigger, NudgeContext context, NudgeLimits limits, List<SentNudge> attempts, Instant episodeFrom)
    {
        var journey = context.Journey;
        if (IsEscalating(rule) && (limits.IsEscalated || IsEscalated(context, episodeFrom))) return Suppressed(decision, NudgeReasons.AlreadyEscalated);
        if (attempts.Count >= Policy.MaxAttempts) return Suppressed(decision, NudgeReasons.AttemptsExhausted);

        Instant? coolDownUntil = trigger.Step is { } step && LastOf(attempts, rule.Key) is { } last ? last + CoolDown(context, step) : null;
        var why = new List<string>();
        if (IsEscalating(rule))
        {
            if (decision.Attempt == Policy.MaxAttempts) why.Add(NudgeReasons.LastAttempt);
            if (context.AsOf >= journey.TargetAt) why.Add(NudgeReasons.PathDeadline);
        }

        if (why.Count > 0 && !context.Assessment.IsProvisional)
        {
            // A human is asked, not the customer: caps and quiet hours do not hold that back, the cool-down does.
            return coolDownUntil > context.AsOf
                ? Deferred(decision, coolDownUntil.Value, [.. why, NudgeReasons.CoolDown])
                : decision with { Outcome = NudgeOutcome.Escalate, Channel = NudgeChannel.Human, Reasons = [.. decision.Reasons, .. why] };
        }

        if (why.Count > 0) decision = decision with { Reasons = [.. decision.Reasons, .. why, NudgeReasons.Provisional] };
        if (journey.UnsubscribedAt <= context.AsOf) return Suppressed(decision, NudgeReasons.Unsubscribed);
        var (at, held) = limits.EarliestMessage(coolDownUntil);
        return at > context.AsOf ? Deferred(decision, at, held) : decision with { Outcome = NudgeOutcome.Send };
    }

    private static NudgeDecision Suppressed(NudgeDecision decision, string reason) =>
        decision with { Outcome = NudgeOutcome.Suppress, Reasons = [.. decision.Reasons, reason], NextCheckAt = null };

    private static NudgeDecision Deferred(NudgeDecision decision, Instant until, ValueList<string> reasons) =>
        decision with { Outcome = NudgeOutcome.Defer, DeferUntil = until, NextCheckAt = until, Reasons = [.. decision.Reasons, .. reasons] };

    /// <summary>The rules about a late milestone share its attempts; the last one is a human's.</summary>
    private static bool IsEscalating(INudgeRule rule) => rule.Key is NudgeRuleKeys.StalledMilestone or NudgeRuleKeys.LateMilestone;

    private static bool IsAttempt(INudgeRule rule, SentNudge nudge, string? milestone) =>
        string.Equals(nudge.Milestone, milestone, StringComparison.Ordinal)
        && (IsEscalating(rule) ? nudge.Rule is NudgeRuleKeys.StalledMilestone or NudgeRuleKeys.LateMilestone : string.Equals(nudge.Rule, rule.Key, StringComparison.Ordinal));

    private static Instant? LastOf(List<SentNudge> attempts, string rule)
    {
        Instant? last = null;
        foreach (var attempt in attempts)
        {
            if (attempt.Rule == rule) last = attempt.SentAt;
        }

        return last;
    }

    private Duration CoolDown(NudgeContext context, int step)
    {
        var half = context.AllowanceOf(step).Length / 2;
        return half < Policy.LongestCoolDown ? half : Policy.LongestCoolDown;
    }

    private static bool IsEscalated(NudgeContext context, Instant episodeFrom) =>
        context.Journey.Escalations.Any(e => (e.At >= episodeFrom || IsOfEpisode(e.Key, EpisodeOf(context.Journey))) && e.At <= context.AsOf);

    private static Instant EpisodeStart(Journey journey)
    {
        var progress = journey.LastProgressAt ?? Instant.MinValue;
        return journey.ReactivatedAt is { } back ? Instants.Max(progress, back) : progress;
    }

    private static int EpisodeOf(Journey journey) => journey.Reactivations + journey.Steps.AsEnumerable().Count(s => s.IsComplete);

    /// <summary>
    /// Whether a key of ours names an episode: the third part from its end. An episode's beginning may move past what was sent in it, as
    /// when a sign-up becomes known that is later than the one assumed; its number does not.
    /// </summary>
    private static bool IsOfEpisode(string? key, int episode)
    {
        if (key?.Split('/') is not { Length: >= 5 } parts) return false;
        return int.TryParse(parts[^3], NumberStyles.None, CultureInfo.InvariantCulture, out var named) && named == episode;
    }

    /// <summary>Readable parts, and a hash that tells apart what they run together.</summary>
    private static string KeyOf(NudgeDecision d)
    {
        var parts = string.Create(CultureInfo.InvariantCulture, $"{d.Account.Value.Length}:{d.Account}|{d.Rule.Length}:{d.Rule}|{d.Milestone?.Length ?? -1}:{d.Milestone}|{d.Episode}|{d.Attempt}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, 16));
        return string.Create(CultureInfo.InvariantCulture, $"{d.Rule}/{d.Milestone ?? "-"}/{d.Episode}/{d.Attempt}/{hash}");
    }
}
