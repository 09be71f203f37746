using Ttv.Analytics.Populations;

namespace Ttv.Analytics.Reviews;

/// <content>Outcomes of a population.</content>
public sealed partial class OutcomeColumns
{
    /// <summary>
    /// What a review needs to know of a population's accounts: those that have a sign-up, in the population's order, each as
    /// <see cref="Population.OutcomeOf"/> says of its row.
    /// </summary>
    /// <exception cref="ArgumentException">A time is out of the range from <see cref="Earliest"/> to <see cref="Latest"/>; the message names the population's row.</exception>
    /// <exception cref="ObjectDisposedException">The population is disposed of.</exception>
    public static OutcomeColumns From(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return From(population.Reviewed);
    }

    /// <summary>What a review needs to know of the accounts that have a sign-up.</summary>
    internal static OutcomeColumns From(ReviewedAccounts accounts)
    {
        var from = accounts.Columns;
        var signedUpAt = accounts.SignedUpAt;
        var count = signedUpAt.Length - signedUpAt.Count(Population.Never);
        var (signUps, values, churns, segments, flags) = (new long[count], new long[count], new long[count], new short[count], new OutcomeFlags[count]);
        var definitions = accounts.Definitions.Catalog.Definitions;
        // The versions of a segment share its key.
        var keys = definitions.Select(d => d.Key).Distinct().ToList();
        var indexes = definitions.Select(d => (short)keys.IndexOf(d.Key)).ToArray();
        for (var (row, to) = (0, 0); row < signedUpAt.Length; row++)
        {
            if (signedUpAt[row] == Population.Never) continue;
            // Refused by the population's row, which the caller knows.
            signUps[to] = OutcomeFaults.RequireTime(signedUpAt[row], nameof(Population.SignedUpAt), row, mayBeNever: false);
            values[to] = TimeOrNever(from.FirstValueAt[row], nameof(Population.FirstValueAt), row);
            churns[to] = TimeOrNever(from.ChurnedAt[row], nameof(Population.ChurnedAt), row);
            segments[to] = from.Segment[row] is >= 0 and var segment ? indexes[segment] : (short)-1;
            flags[to++] = AnswersOf(from.Flags[row]);
        }

        return new OutcomeColumns(signUps, values, churns, segments, flags, [.. keys]);
    }

    private static long TimeOrNever(long micros, string name, int row) => micros == Population.Never ? Never : OutcomeFaults.RequireTime(micros, name, row, mayBeNever: true);

    private static OutcomeFlags AnswersOf(AccountFlags flags)
    {
        var answers = OutcomeFlags.ActivityKnown;
        if ((flags & AccountFlags.ActiveInWeek2) != 0) answers |= OutcomeFlags.ActiveInWeek2;
        if ((flags & AccountFlags.Assisted) != 0) answers |= OutcomeFlags.Assisted | OutcomeFlags.AssistKnown | OutcomeFlags.AssistBeforeValueKnown;
        if ((flags & AccountFlags.AssistedBeforeFirstValue) != 0) answers |= OutcomeFlags.AssistedBeforeValue;
        if ((flags & AccountFlags.HasTrail) != 0) answers |= OutcomeFlags.AccountabilityKnown;
        if ((flags & AccountFlags.Accountable) != 0) answers |= OutcomeFlags.Accountable;
        return answers;
    }
}
