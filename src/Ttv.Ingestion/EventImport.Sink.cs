using Ttv.Events;
using Ttv.Ingestion.Blocks;
using Ttv.Ingestion.Lines;
using Ttv.Journeys;

namespace Ttv.Ingestion;

/// <content>Reading without an object an event.</content>
public sealed partial class EventImport
{
    private const int BatchSize = 1024;
    private const int MostWorkers = 128;

    /// <summary>
    /// Reads the whole log into a sink: the same events, lines set aside and report as by <see cref="Events"/>, at several
    /// times the speed for Segment's calls. An account, a name and the properties that the sink needs become objects when they
    /// are first seen, and no event does; memory grows with these alone.
    /// </summary>
    /// <param name="sink">Takes the events, in the order of the log, one call at a time.</param>
    /// <param name="degreeOfParallelism">How many threads read JSON lines, 1 or more, the calling one among them, at most 128; the result is the same. Each
    /// takes some 600 KB. The stream, the sink and the progress receiver are called by one of them at a time.</param>
    /// <remarks>
    /// Segment's <c>track</c>, <c>page</c> and <c>screen</c> calls with an id are read without objects; any other line, and
    /// whatever line may have a fault, is read as by <see cref="Events"/>. Progress is told every 256 KiB or so of lines.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The log was read before.</exception>
    /// <exception cref="TtvImportException">The compressed stream is damaged or ends too early; the lines before are in the sink and the report.</exception>
    public void ReadInto(ICodedEventSink sink, int degreeOfParallelism = 1) => ReadInto(sink, degreeOfParallelism, LineWays.All, BlockReader.BlockBytes);

    internal void ReadInto(ICodedEventSink sink, int degreeOfParallelism, LineWays ways, int blockBytes)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        RequireFirst(ref _isAskedFor);
        if (Report.Format == EventFormat.Csv) ReadEventsInto(sink);
        else ReadBlocksInto(sink, degreeOfParallelism, ways, blockBytes);
    }

    private void ReadBlocksInto(ICodedEventSink sink, int degreeOfParallelism, LineWays ways, int blockBytes)
    {
        var counting = new CountingStream(_stream);
        using var input = OpenInput(counting);
        var reader = new BlockReader(input, counting, _options.MaxLineBytes);
        var properties = sink.NeededProperties;
        var accounts = new Fields.AccountTable();
        var workers = Enumerable.Range(0, Math.Min(degreeOfParallelism, MostWorkers)).Select(_ => new BlockWorker(Report.Format, _options, properties, accounts, ways, blockBytes)).ToArray();
        var total = Length();
        new BlockPipeline(reader, worker =>
        {
            worker.MergeInto(sink, Report);
            Report.BytesRead = worker.Block.StreamPosition;
            _options.Progress?.Report(new ImportProgress(Report.BytesRead, total, Report.LinesRead, Report.SetAsideCount));
        }).Run(workers);
        Report.BytesRead = counting.Position;
        if (reader.Fault is { } fault) throw Damaged(counting, Report.LinesRead, fault);
        _options.Progress?.Report(new ImportProgress(Report.BytesRead, total, Report.LinesRead, Report.SetAsideCount));
    }

    private void ReadEventsInto(ICodedEventSink sink)
    {
        var batch = new CodedEvent[BatchSize];
        var count = 0;
        foreach (var told in Read())
        {
            batch[count++] = new CodedEvent(sink.IndexOf(told.Account), sink.CodeOf(told.Body), Instants.ToMicroseconds(told.OccurredAt), Instants.ToMicroseconds(told.RecordedAt), EventIdHash.Of(told.Id));
            if (count < batch.Length) continue;
            sink.Add(batch);
            count = 0;
        }

        sink.Add(batch.AsSpan(0, count));
    }
}
