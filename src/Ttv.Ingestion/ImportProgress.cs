namespace Ttv.Ingestion;

/// <summary>How far an import has come.</summary>
/// <param name="BytesRead">Bytes read from the stream, before decompression.</param>
/// <param name="BytesTotal">The stream's length, or null where it has none.</param>
/// <param name="Lines">Lines read.</param>
/// <param name="SetAside">Lines set aside.</param>
public readonly record struct ImportProgress(long BytesRead, long? BytesTotal, long Lines, long SetAside);
