namespace Ttv.Hosting;

/// <summary>Thrown when a store failed: it does not answer, refused, or broke off. What was in progress may or may not have been kept.</summary>
public sealed class TtvStoreException : TtvException
{
    /// <summary>Creates the exception with what failed and what caused it.</summary>
    /// <param name="message">What failed; no account content and no connection string.</param>
    /// <param name="innerException">The driver's own exception, or null.</param>
    public TtvStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
