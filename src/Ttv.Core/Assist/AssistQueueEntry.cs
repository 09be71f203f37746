namespace Ttv.Assist;

/// <summary>One account's place in the assist queue, and why.</summary>
/// <param name="Candidate">The account.</param>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Priority">The points it is ranked by: the sum of the four parts.</param>
/// <param name="RiskPoints">For its risk: half of the score, 0 to 50.</param>
/// <param name="ValuePoints">For its strategic fit, 0 to 30.</param>
/// <param name="DeadlinePoints">For a near deadline: 20 at and after the target date, falling to 0 a week before it.</param>
/// <param name="AgePoints">For waiting: 20 a week, without end, so that none starves.</param>
/// <param name="IsTaken">Whether it is taken this week.</param>
/// <param name="Reasons">Stable codes (see <see cref="AssistReasons"/>).</param>
public sealed record AssistQueueEntry(
    AssistCandidate Candidate,
    int Rank,
    decimal Priority,
    decimal RiskPoints,
    decimal ValuePoints,
    decimal DeadlinePoints,
    decimal AgePoints,
    bool IsTaken,
    ValueList<string> Reasons);
