namespace Ttv.Hosting.Storage;

/// <summary>What became of a message.</summary>
public enum InboxOutcome
{
    /// <summary>It took effect.</summary>
    Handled,

    /// <summary>It had taken effect before.</summary>
    Duplicate,
}
