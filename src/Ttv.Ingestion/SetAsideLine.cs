namespace Ttv.Ingestion;

/// <summary>A line that could not be read. It never stops an import.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Reason">A stable code, one of <see cref="SetAsideReasons"/>.</param>
/// <param name="Message">The field, its value and what is allowed; at most 80 characters of the value are shown.</param>
public sealed record SetAsideLine(long Line, string Reason, string Message);
