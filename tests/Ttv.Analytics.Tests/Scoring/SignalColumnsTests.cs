using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

public class SignalColumnsTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.000000001)]
    [InlineData(double.PositiveInfinity)]
    public void Create_NotANumberFromZeroToOne_IsRefusedByNameAndValue(double value)
    {
        var fault = Assert.Throws<ArgumentException>(() => SignalUnits.Create(0.5, value, null, null));
        Assert.Contains("signal 'engagement_decay' is " + FormattableString.Invariant($"{value}"), fault.Message, StringComparison.Ordinal);
        using var columns = new SignalColumns(2);
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => columns.Fill(RiskSignalKeys.StrategicFit, (ReadOnlySpan<double>)[0, value])).Message, StringComparison.Ordinal);
        Assert.Contains("row 0", Assert.Throws<ArgumentException>(() => columns.Fill(RiskSignalKeys.StrategicFit, (ReadOnlySpan<double?>)[value, null])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => columns.Set(0, new RiskSignals { ProgressLatency = 1, StrategicFit = value }));
        Assert.Equal(SignalUnits.Missing, columns.ProgressLatency[0]);
        foreach (var row in (int[])[-1, 2]) Assert.Equal("row", Assert.Throws<ArgumentOutOfRangeException>(() => columns.Set(row, new RiskSignals())).ParamName);
        Assert.Contains("recordedBand is 9", Assert.Throws<ArgumentException>(() => columns.Set(0, new RiskSignals(), (RiskBand)9)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromUnits_AboveTheWhole_IsRefusedAndNegativeIsUnknown()
    {
        Assert.Equal(SignalUnits.Create(1, null, 0.5, 0), SignalUnits.FromUnits(1_000_000_000, -7, 500_000_000, 0));
        Assert.Contains("complexity_mismatch", Assert.Throws<ArgumentException>(() => SignalUnits.FromUnits(0, 0, 1_000_000_001, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_CustomSignals_AreRefused() =>
        Assert.Contains("'own'", Assert.Throws<ArgumentException>(() => SignalUnits.From(new RiskSignals { Custom = [new SignalValue("own", 1)] })).Message, StringComparison.Ordinal);

    [Fact]
    public void From_BuiltInSignals_AreThoseOfTheObjectPath() =>
        Assert.Equal(SignalUnits.FromUnits(333_333_333, -1, 666_666_667, 1), SignalUnits.From(new RiskSignals { ProgressLatency = 1 / 3.0, ComplexityMismatch = 2 / 3.0, StrategicFit = 5e-10 }));

    [Fact]
    public void New_Columns_AreUnknownAndStaggered()
    {
        using var columns = new SignalColumns(5_000, RiskPolicy.Default with { StrategicFitWeight = 0, CustomWeights = [new SignalWeight("own", 1_000)] });
        Assert.Equal(5, columns.Keys.Count);
        for (var i = 0; i < 5; i++) Assert.False(columns.Column(i).ContainsAnyExcept(SignalUnits.Missing));
        Assert.False(columns.RecordedBands.ContainsAnyExcept(SignalColumns.NoBand));
        Assert.False(columns.HighValues.ContainsAnyExcept((byte)0));
        var starts = Enumerable.Range(0, 64).Select(i => i * (long)Staggered.Stride(5_000, 4) * 4 % 4_096);
        Assert.Equal(64, starts.Distinct().Count());
    }

    [Fact]
    public void Set_Signals_WritesEveryColumn()
    {
        using var columns = new SignalColumns(2, RiskPolicy.Default with { StrategicFitWeight = 0, CustomWeights = [new SignalWeight("own", 1_000)] });
        columns.Set(1, new RiskSignals { EngagementDecay = 0.25, Custom = [new SignalValue("own", 0.5)], IsHighValue = true }, RiskBand.Elevated);
        Assert.Equal([-1, 250_000_000, -1, -1, 500_000_000], Enumerable.Range(0, 5).Select(i => columns.Column(i)[1]));
        Assert.Equal((byte)RiskBand.Elevated, columns.RecordedBands[1]);
        Assert.Equal(1, columns.HighValues[1]);
        Assert.Contains("'other'", Assert.Throws<ArgumentException>(() => columns.Set(0, new RiskSignals { Custom = [new SignalValue("other", 0.5)] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => columns.Fill("own", new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => columns.Column(5));
    }

    [Fact]
    public void Dispose_Twice_GivesTheMemoryBackOnce()
    {
        var columns = new SignalColumns(1);
        columns.Dispose();
        columns.Dispose();
        Assert.Throws<ObjectDisposedException>(() => columns.AsSpans());
        var scores = new ScoreColumns(1);
        scores.Dispose();
        scores.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scores.AsSpans());
    }
}
