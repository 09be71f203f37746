using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Statistics.Support;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.CompetingRisks;

public class AalenJohansenTests
{
    [Fact]
    public void Estimate_SaasPopulation_EqualsR()
    {
        var data = Reference.Survival(Reference.Data("ttv_saas_a"), "ttv_saas_a", causes: true);
        var table = Reference.Expected("ttv_saas_a.cif");
        foreach (var cause in (int[])[1, 2])
        {
            var incidence = AalenJohansen.Estimate(data, cause);
            var points = incidence.Points.ToDictionary(p => p.Time);
            for (var row = 0; row < table.Count; row++)
            {
                var point = points[(long)table.Number(row, "time")!.Value];
                var expected = table.Number(row, $"cif{cause}")!.Value;
                Assert.Equal(table.Number(row, "n_risk"), point.AtRisk);
                Close.Probability(expected, point.Probability, $"cause {cause} row {row}");
                if (expected > 0) Close.Relative(table.Number(row, $"se_delta{cause}"), point.StandardError, 1e-10, $"cause {cause} row {row} error");
            }
        }
    }

    [Property(MaxTest = 300)]
    public Property Estimate_NothingCompetes_EqualsKaplanMeier() => Prop.ForAll(SurvivalRows.Any(causes: 1), rows =>
    {
        var data = rows.ToData();
        var curve = KaplanMeier.Estimate(data);
        var incidence = AalenJohansen.Estimate(data);
        Assert.Equal(curve.Median, incidence.Median);
        foreach (var (s, f) in curve.Points.Zip(incidence.Points))
        {
            Assert.Equal(1 - s.Probability, f.Probability);
            Close.Relative(s.StandardError, f.StandardError is { } e && e > 0 ? e : s.StandardError is null ? null : f.StandardError, 1e-9, "error");
        }

        return true;
    });

    [Property(MaxTest = 300)]
    public Property Estimate_AllCauses_AddUpToOneWithThoseStillFree() => Prop.ForAll(SurvivalRows.Any(causes: 3), rows =>
    {
        var data = rows.ToData();
        var anyCause = SurvivalData.Create(rows.Times, rows.Statuses.Select(s => s > 0 ? 1 : 0).ToArray(), rows.Entries);
        var free = KaplanMeier.Estimate(anyCause);
        var causes = Enumerable.Range(1, 3).Select(c => AalenJohansen.Estimate(data, c)).ToArray();
        return rows.Times.All(t => Math.Abs(causes.Sum(c => c.RateBy(t).Value) + free.SurvivalAt(t) - 1) < 1e-12);
    });

    [Fact]
    public void Estimate_CauseBelowOne_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AalenJohansen.Estimate(SurvivalData.Create([1], [1]), 0));
}
