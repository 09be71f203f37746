namespace Ttv.Soak;

public enum Database
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where a process may be killed on the spot, by itself, or stopped for a while.</summary>
public enum KillPoint
{
    None,
    AfterClaim,
    BeforeCommit,
    AfterCommit,
    BeforeEffectCommit,
    AfterEffectCommit,
    AfterPublish,
    BeforeDelete,
}

/// <summary>One run: so many nudges, workers and kills.</summary>
public sealed record SoakOptions
{
    public Database Database { get; init; } = Database.Sqlite;

    /// <summary>Whether nudges travel over RabbitMQ; else they are sent in the process that publishes.</summary>
    public bool OverRabbitMq { get; init; }

    public int Nudges { get; init; } = 20_000;

    public int Workers { get; init; } = 4;

    /// <summary>The kills that have to land in the middle of work.</summary>
    public int Kills { get; init; } = 50;

    public int Seed { get; init; } = 1;

    /// <summary>Whether the inbox absorbs what is delivered again; false is the control, which has to double.</summary>
    public bool HasInbox { get; init; } = true;

    /// <summary>One worker after the other kills itself at its point, the second time it comes there; in place of the kills at random. At least 60 nudges each.</summary>
    public IReadOnlyList<KillPoint> KillAt { get; init; } = [];

    /// <summary>Stop a worker at this point the first time it comes there, let another take over, then let it go on; in place of kills.</summary>
    public KillPoint PauseAt { get; init; }

    /// <summary>The other control: workers that end by themselves when they start, which has to fail the run.</summary>
    public bool CrashesAtStart { get; init; }

    /// <summary>Patience, no measure: a run that holds is over long before.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(15);
}
