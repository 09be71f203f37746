namespace Ttv;

/// <summary>
/// The scale on which a flow's difficulty and a user's experience are compared: 0, 1 and 2.
/// Wire names: <c>starter, standard, advanced</c>.
/// </summary>
public enum Complexity
{
    /// <summary>0: for a beginner.</summary>
    Starter = 0,

    /// <summary>1: the usual.</summary>
    Standard = 1,

    /// <summary>2: for an expert.</summary>
    Advanced = 2,
}
