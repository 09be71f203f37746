namespace Ttv.Cohorts;

/// <summary>What a log records at all: what is nowhere recorded is not instrumented rather than zero.</summary>
internal sealed record Instrumentation(bool Activity, bool Assists, bool Accountability)
{
    public static Instrumentation Of(List<AccountOutcome> rows) => new(
        rows.Exists(r => r.WasActiveInWeek2 is not null),
        rows.Exists(r => r.WasAssisted is not null || r.WasAssistedBeforeFirstValue is not null),
        rows.Exists(r => r.IsAccountable is not null));
}
