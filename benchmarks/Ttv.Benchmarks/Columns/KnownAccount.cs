namespace Ttv.Benchmarks.Columns;

/// <summary>An account whose signals are all known, as RulesEngine takes it.</summary>
public sealed record KnownAccount(double Latency, double Decay, double Mismatch, double Fit);
