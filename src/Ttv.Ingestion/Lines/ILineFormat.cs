namespace Ttv.Ingestion.Lines;

/// <summary>Reads the next record, of one line or more, into a sink; false at the end.</summary>
internal interface ILineFormat
{
    bool Read(LineReader lines, LineSink sink);
}
