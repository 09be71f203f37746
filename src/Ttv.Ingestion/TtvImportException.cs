namespace Ttv.Ingestion;

/// <summary>Thrown when a stream itself cannot be read to its end: damaged or truncated compression. Lines read before are in the report.</summary>
public sealed class TtvImportException : TtvException
{
    internal TtvImportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
