namespace Ttv;

/// <summary>What keeps an account from its next milestone. Wire names: <c>setup, integration, confidence, strategy</c>.</summary>
public enum BlockerType
{
    /// <summary>The product is not set up: data, accounts or configuration are missing.</summary>
    Setup,

    /// <summary>Another system has to be connected.</summary>
    Integration,

    /// <summary>The customer does not yet trust the result enough to use it.</summary>
    Confidence,

    /// <summary>The customer has not settled what they want to achieve.</summary>
    Strategy,
}
