using System.Globalization;

namespace Ttv.Soak;

/// <summary>What became of everything.</summary>
public sealed record Ledger(
    SoakOptions Options, int Expected, int Lost, int Doubled, int Unexpected, long Stuck, long DeadLetters, int Kills, int KillsLanded, long EventsDelivered, long EventsAbsorbed, long MessagesAbsorbed, TimeSpan Elapsed)
{
    public bool IsClean => Lost == 0 && Doubled == 0 && Unexpected == 0 && Stuck == 0 && DeadLetters == 0;

    public static string Header =>
        "| database | transport | inbox | seed | nudges | lost | doubled | unexpected | stuck | dead letters | kills | landed mid-work | events delivered | absorbed | messages absorbed | seconds |\n" +
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Options.Database} | {(Options.OverRabbitMq ? "RabbitMQ" : "in process")} | {(Options.HasInbox ? "yes" : "no (control)")} | {Options.Seed} | {Expected} | {Lost} | {Doubled} | {Unexpected} | {Stuck} | {DeadLetters} | {Kills} | {KillsLanded} | {EventsDelivered} | {EventsAbsorbed} | {MessagesAbsorbed} | {Elapsed.TotalSeconds:0} |");
}
