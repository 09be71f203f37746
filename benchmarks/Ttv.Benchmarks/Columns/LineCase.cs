using Ttv.Analytics.Populations;
using Ttv.Ingestion;
using Ttv.Ingestion.Blocks;
using Ttv.Journeys;

namespace Ttv.Benchmarks.Columns;

/// <summary>A file to read in every way; every answer is compared with ours when it is made.</summary>
internal sealed class LineCase : IDisposable
{
    private readonly TrackLog _log;

    public LineCase(int count)
    {
        _log = new TrackLog(count, count / 20);
        Duck = new DuckDbLines(Path, 2);
        var ours = Fold(2, LineWays.All);
        Answers.Require(ours, Fold(2, LineWays.Strict));
        Answers.Require(ours, Duck.Fold());
        Answers.Require(ours, LinePeers.PlainReader(Path, 2));
        Answers.Require(ours, LinePeers.Objects(Path, 2));
        Answers.Require(count, Duck.Read());
        Answers.Require(count, Read(2, LineWays.All));
    }

    public string Path => _log.Path;

    public DuckDbLines Duck { get; }

    public long Read(int threads, LineWays ways) => ReadInto(new FoldSink(folds: false), threads, ways).Events;

    public Answer Fold(int threads, LineWays ways) => ReadInto(new FoldSink(folds: true), threads, ways).ToAnswer();

    public EventBatch Batch(int threads) => ReadInto(new EventBatch(SyntheticLog.Definitions), threads, LineWays.All);

    public void Dispose()
    {
        Duck.Dispose();
        _log.Dispose();
    }

    private TSink ReadInto<TSink>(TSink sink, int threads, LineWays ways)
        where TSink : ICodedEventSink
    {
        using var stream = File.OpenRead(Path);
        var import = new EventImport(stream, EventFormat.Segment);
        import.ReadInto(sink, threads, ways, BlockReader.BlockBytes);
        return import.Report is { SetAsideCount: 0, EventsRead: > 0 } ? sink : throw new InvalidOperationException("A line was set aside.");
    }
}
