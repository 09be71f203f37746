using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>What every store asks of its callers, for those who write one.</summary>
/// <remarks>Thread-safe.</remarks>
public static class StorePorts
{
    /// <summary>The longest name of an owner or a job: 128 characters.</summary>
    public const int MaxNameLength = 128;

    /// <summary>Checks what a claim is asked with.</summary>
    /// <exception cref="ArgumentException">The owner is empty or too long, the lease is not above zero, or the limit is below 1.</exception>
    public static void CheckClaim(string owner, Duration lease, int limit)
    {
        CheckName(owner, nameof(owner));
        if (lease <= Duration.Zero) throw new ArgumentOutOfRangeException(nameof(lease), lease, "A lease has to last: a duration above zero is allowed.");
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
    }

    /// <summary>Checks what a lease is asked with.</summary>
    /// <exception cref="ArgumentException">A name is empty or too long, or the lease is not above zero.</exception>
    public static void CheckLease(string name, string owner, Duration lease)
    {
        CheckName(name, nameof(name));
        CheckClaim(owner, lease, limit: 1);
    }

    private static void CheckName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name.Length > MaxNameLength) throw new ArgumentException($"{parameter} has {name.Length} characters: 1 to {MaxNameLength} are allowed.", parameter);
    }
}
