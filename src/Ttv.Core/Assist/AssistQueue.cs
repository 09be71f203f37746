using NodaTime;

namespace Ttv.Assist;

/// <summary>
/// Spends the scarce time of founders: ranks candidates by risk (half of the score, 0 to 50), value (30 times the fit), deadline
/// (0 to 20) and age (20 a week of waiting, without end), and takes the first within the week's capacity.
/// </summary>
/// <remarks>
/// Priorities are decimals to four places, so that every machine ranks alike; ties go to who waits longest, then by account. As
/// age grows without end and the rest is at most 100 points, nobody waits for ever behind newcomers. Thread-safe.
/// </remarks>
public static class AssistQueue
{
    private static readonly Duration OneWeek = Duration.FromDays(7);

    /// <summary>Ranks candidates.</summary>
    /// <param name="candidates">The accounts; each at most once.</param>
    /// <param name="weeklyCapacity">How many may be taken this week, 0 or more.</param>
    /// <param name="asOf">The instant.</param>
    /// <returns>Every candidate, best first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    /// <exception cref="ArgumentException">An account stands twice, or a fit is not from 0 to 1.</exception>
    public static ValueList<AssistQueueEntry> Rank(IEnumerable<AssistCandidate> candidates, int weeklyCapacity, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfNegative(weeklyCapacity);
        var accounts = new HashSet<AccountId>();
        var entries = new List<AssistQueueEntry>();
        foreach (var candidate in candidates)
        {
            if (!accounts.Add(candidate.Account)) throw new ArgumentException($"Account '{candidate.Account}' stands twice.", nameof(candidates));
            if (candidate.Fit is not (null or (>= 0 and <= 1))) throw new ArgumentException(FormattableString.Invariant($"Fit of account '{candidate.Account}' is {candidate.Fit}: a number from 0 to 1 is allowed."), nameof(candidates));
            entries.Add(Weigh(candidate, asOf));
        }

        entries.Sort(static (left, right) =>
        {
            var order = right.Priority.CompareTo(left.Priority);
            if (order == 0) order = left.Candidate.WaitingSince.CompareTo(right.Candidate.WaitingSince);
            return order != 0 ? order : left.Candidate.Account.CompareTo(right.Candidate.Account);
        });
        var taken = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var isApproved = entries[i].Candidate.Approver is not null;
            var isTaken = isApproved && taken < weeklyCapacity;
            if (isTaken) taken++;
            entries[i] = entries[i] with
            {
                Rank = i + 1,
                IsTaken = isTaken,
                Reasons = [!isApproved ? AssistReasons.AwaitingApprover : isTaken ? AssistReasons.WithinCapacity : AssistReasons.OverCapacity],
            };
        }

        return [.. entries];
    }

    private static AssistQueueEntry Weigh(AssistCandidate candidate, Instant asOf)
    {
        var risk = candidate.Score.Points / 2;
        var value = Round(30m * (decimal)(candidate.Fit ?? 0));
        var deadline = candidate.TargetAt is { } target ? Round(20m * (1 - Math.Clamp(Weeks(target - asOf), 0, 1))) : 0;
        var age = Round(20m * Math.Max(0, Weeks(asOf - candidate.WaitingSince)));
        return new AssistQueueEntry(candidate, 0, risk + value + deadline + age, risk, value, deadline, age, false, []);
    }

    private static decimal Weeks(Duration time) => time.BclCompatibleTicks / (decimal)OneWeek.BclCompatibleTicks;

    private static decimal Round(decimal points) => Math.Round(points, 4, MidpointRounding.AwayFromZero);
}
