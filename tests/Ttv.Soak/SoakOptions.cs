namespace Ttv.Soak;

public enum Database
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where a process may be killed on the spot, by itself.</summary>
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

    /// <summary>Kill each worker once, by itself, at this point the second time it comes there; in place of the kills at random.</summary>
    public KillPoint KillAt { get; init; }

    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);
}
