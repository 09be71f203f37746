namespace Ttv.Benchmarks.Columns;

/// <summary>What every way of reading and folding has to agree on.</summary>
/// <param name="Accounts">The accounts with an event.</param>
/// <param name="Events">The events, repetitions included.</param>
/// <param name="Reported">The accounts with a report.</param>
/// <param name="Hours">From sign-up to report, summed over the accounts with both, in whole hours.</param>
internal readonly record struct Answer(long Accounts, long Events, long Reported, long Hours)
{
    public static Answer Of(IEnumerable<(long Count, long SignedUp, long Reported)> accounts)
    {
        var answer = default(Answer);
        foreach (var (count, signedUp, reported) in accounts)
        {
            var isReported = reported != long.MaxValue;
            answer = new Answer(answer.Accounts + 1, answer.Events + count, answer.Reported + (isReported ? 1 : 0), answer.Hours + (isReported ? (reported - signedUp) / 3_600_000_000 : 0));
        }

        return answer;
    }
}
