using Ttv.Risk;

namespace Ttv.Cohorts;

/// <summary>How the risk scores of open accounts (neither at first value nor cancelled) spread.</summary>
/// <param name="Tenths">Accounts by score: below 10, 10 to below 20, and so on; the last from 90 to 100.</param>
/// <param name="Low">Accounts in the low band.</param>
/// <param name="Elevated">Accounts in the elevated band.</param>
/// <param name="High">Accounts in the high band.</param>
/// <param name="Provisional">Scored accounts of whose weight too little is known.</param>
/// <param name="Unscored">Open accounts without a score.</param>
/// <param name="ModelVersion">The version of the risk model.</param>
public sealed record RiskDistribution(ValueList<long> Tenths, long Low, long Elevated, long High, long Provisional, long Unscored, string ModelVersion)
{
    internal sealed class Tally(RiskPolicy policy)
    {
        private readonly long[] _tenths = new long[10];
        private readonly long[] _bands = new long[3];
        private long _provisional;
        private long _unscored;

        public void Add(RiskAssessment assessment)
        {
            if (assessment.Status is RiskStatus.FirstValueReached or RiskStatus.Churned) return;
            if (assessment.Score is { } score) Add(score, assessment.Band!.Value, assessment.IsProvisional);
            else AddUnscored();
        }

        public void Add(RiskScore score, RiskBand band, bool isProvisional)
        {
            _tenths[Math.Min(9, score.Hundredths / 1000)]++;
            _bands[(int)band]++;
            if (isProvisional) _provisional++;
        }

        public void AddUnscored() => _unscored++;

        public RiskDistribution ToDistribution() => new(ValueList.Create<long>(_tenths), _bands[0], _bands[1], _bands[2], _provisional, _unscored, policy.ModelVersion);
    }
}
