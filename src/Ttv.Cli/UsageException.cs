namespace Ttv.Cli;

/// <summary>What the user gave cannot be used; the message says why and what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);
