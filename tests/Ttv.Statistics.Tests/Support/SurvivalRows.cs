using FsCheck;
using FsCheck.Fluent;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Support;

/// <summary>Small random data sets with many ties; entries only where asked.</summary>
internal sealed record SurvivalRows(long[] Times, int[] Statuses, long[] Entries)
{
    public SurvivalData ToData() => SurvivalData.Create(Times, Statuses, Entries);

    public static Arbitrary<SurvivalRows> Any(int causes, bool delayedEntry = false) =>
        (from n in Gen.Choose(1, 40)
         from times in Gen.Choose(1, 15).ArrayOf(n)
         from statuses in Gen.Choose(0, causes).ArrayOf(n)
         from gaps in Gen.Choose(1, 15).ArrayOf(n)
         select new SurvivalRows(
             times.Select(t => (long)t).ToArray(),
             statuses,
             delayedEntry ? times.Select((t, i) => (long)Math.Max(0, t - gaps[i])).ToArray() : [])).ToArbitrary();
}
