using System.Globalization;

namespace Ttv.Soak;

/// <summary>What became of everything.</summary>
public sealed record Ledger
{
    public required SoakOptions Options { get; init; }

    public int Expected { get; init; }

    public int Lost { get; init; }

    public int Doubled { get; init; }

    /// <summary>Effects that the pure engine does not decide.</summary>
    public int Unexpected { get; init; }

    /// <summary>What waits still: wakes, due or held accounts, messages, rows that retention ought to have deleted.</summary>
    public long Stuck { get; init; }

    public long DeadLetters { get; init; }

    /// <summary>Marks of this run's own messages that retention ought to have left.</summary>
    public long MarksGone { get; init; }

    /// <summary>Processes that ended by kill -9 and by nothing else.</summary>
    public int Kills { get; init; }

    /// <summary>Those that had begun work and not ended it, by their own last words.</summary>
    public int KillsLanded { get; init; }

    /// <summary>Accounts that a stopped worker had to leave to another.</summary>
    public long Fenced { get; init; }

    public long EventsDelivered { get; init; }

    public long EventsAbsorbed { get; init; }

    public long MessagesAbsorbed { get; init; }

    /// <summary>Rows past their time that retention deleted meanwhile.</summary>
    public long Swept { get; init; }

    public TimeSpan Elapsed { get; init; }

    public bool IsClean => Lost == 0 && Doubled == 0 && Unexpected == 0 && Stuck == 0 && DeadLetters == 0 && MarksGone == 0;

    /// <summary>Whether it shows what it was run for: the control has to double, or the runs beside it would prove nothing; nothing is ever lost.</summary>
    public bool Holds => Options switch
    {
        { HasInbox: false } => Doubled > 0 && Lost == 0 && Kills == Options.KillAt.Count,
        { PauseAt: KillPoint.AfterClaim } => IsClean && Fenced > 0,
        { PauseAt: not KillPoint.None } => IsClean,
        { KillAt.Count: > 0 } => IsClean && Kills == Options.KillAt.Count,
        _ => IsClean && KillsLanded >= Options.Kills,
    };

    public static string Header =>
        "| fault | database | transport | inbox | seed | nudges | lost | doubled | unexpected | stuck | dead letters | kills | landed mid-work | fenced | events delivered | duplicate events absorbed | duplicate messages absorbed | old rows swept | seconds | holds |\n" +
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

    private string Fault => Options switch
    {
        { PauseAt: not KillPoint.None and var at } => $"stopped at {at}",
        { KillAt: { Count: > 0 } at } => $"killed at {string.Join(", ", at.Distinct())}",
        _ => "killed at random",
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Fault} | {Options.Database} | {(Options.OverRabbitMq ? "RabbitMQ" : "in process")} | {(Options.HasInbox ? "yes" : "no (control)")} | {Options.Seed} | {Expected} | {Lost} | {Doubled} | {Unexpected} | {Stuck + MarksGone} | {DeadLetters} | {Kills} | {KillsLanded} | {Fenced} | {EventsDelivered} | {EventsAbsorbed} | {MessagesAbsorbed} | {Swept} | {Elapsed.TotalSeconds:0} | {(Holds ? "yes" : "NO")} |");
}
