using System.Text.Json;
using NodaTime;
using Ttv.Segments;

namespace Ttv.Ingestion;

/// <summary>
/// A definitions file: the user's own segments, paths, vocabulary, columns, zone and cohort origin as JSON of the schema
/// <c>ttv.definitions/1</c>. docs/definitions-file.md lists every field.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record DefinitionsFile
{
    /// <summary>The schema this version reads: <c>ttv.definitions/1</c>.</summary>
    public const string Schema = "ttv.definitions/1";

    internal DefinitionsFile()
    {
    }

    /// <summary>A name for reports, or null.</summary>
    public string? Title { get; init; }

    /// <summary>What journeys are read by.</summary>
    public required TtvDefinitions Definitions { get; init; }

    /// <summary>The format of the log that the file was written for, or null.</summary>
    public EventFormat? Format { get; init; }

    /// <summary>The columns of delimited text, or null.</summary>
    public CsvMapping? Csv { get; init; }

    /// <summary>The field of the JSON formats that holds the account's id, or null: the format's own.</summary>
    public string? AccountField { get; init; }

    /// <summary>The first day of cohort week 0, or null: ISO weeks.</summary>
    public LocalDate? CohortOrigin { get; init; }

    /// <summary>Where observation ends unless the caller says otherwise, or null: at the log's latest event.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Reads a definitions file.</summary>
    /// <exception cref="TtvValidationException">The file is not such JSON, or breaks a rule; every fault is listed with its place.</exception>
    public static DefinitionsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            return new DefinitionsReader().Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new TtvValidationException("definitions file", [$"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {e.Message}"]);
        }
    }

    /// <summary>How a log of this file's is read.</summary>
    public EventImportOptions ToImportOptions() => new() { Csv = Csv, AccountField = AccountField, Zone = Definitions.Zone };
}
