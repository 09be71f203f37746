namespace Ttv.Analytics.Scoring;

/// <summary>What is wanted beside the scores. Each part costs memory and time of its own.</summary>
[Flags]
public enum ScoreParts
{
    /// <summary>The scores alone: 2 bytes an account.</summary>
    None = 0,

    /// <summary>The dominant signals: 1 byte an account.</summary>
    Dominants = 1,

    /// <summary>The intervention paths: 1 byte an account.</summary>
    Paths = 2,

    /// <summary>The known weights: 2 bytes an account.</summary>
    Coverages = 4,

    /// <summary>What each signal adds: 2 bytes a signal and account.</summary>
    Contributions = 8,

    /// <summary>Everything.</summary>
    All = Dominants | Paths | Coverages | Contributions,
}
