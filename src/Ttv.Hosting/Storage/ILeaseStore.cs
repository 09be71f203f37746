using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>Named leases for jobs that only one instance is to run at a time.</summary>
/// <remarks>By the store's own clock, whatever the instances' clocks say. Thread-safe.</remarks>
public interface ILeaseStore
{
    /// <summary>Takes a lease that is free, run out or the owner's own; false where another holds it.</summary>
    /// <param name="name">The job, 1 to 128 characters.</param>
    /// <param name="owner">Who takes it, 1 to 128 characters.</param>
    /// <param name="lease">How long it holds; above zero.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<bool> TryAcquireAsync(string name, string owner, Duration lease, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back and leaves a note for whoever asks; false where the owner no longer holds it: the note is then not kept.</summary>
    /// <param name="name">The job.</param>
    /// <param name="owner">Who holds it.</param>
    /// <param name="note">What the job found; null leaves the earlier note.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<bool> ReleaseAsync(string name, string owner, string? note = null, CancellationToken cancellationToken = default);

    /// <summary>The job's latest note, or null.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<string?> ReadNoteAsync(string name, CancellationToken cancellationToken = default);
}
