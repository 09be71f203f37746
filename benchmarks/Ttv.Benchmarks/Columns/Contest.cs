using System.Diagnostics;
using System.Globalization;

namespace Ttv.Benchmarks.Columns;

/// <summary>Ways to do the same work, run in turn round by round and reported by their medians as Markdown rows.</summary>
internal sealed class Contest(TextWriter output, string work, long accounts, int rounds)
{
    private readonly List<(string Way, long Runs, Action Run, List<double> Milliseconds, List<long> Bytes)> _ways = [];

    public static void Header(TextWriter output)
    {
        output.WriteLine("| work | accounts | way | median, ms | ns an account | allocated, B an account | times ours |");
        output.WriteLine("| --- | ---: | --- | ---: | ---: | ---: | ---: |");
    }

    /// <summary>Adds a way; the first is ours.</summary>
    /// <param name="way">What it is.</param>
    /// <param name="run">Does the work for all accounts of the contest, or for as many as <paramref name="of"/> says.</param>
    /// <param name="of">The accounts of one run where it is a sample, reported for all.</param>
    public Contest Add(string way, Action run, long? of = null)
    {
        _ways.Add((way, of ?? accounts, run, [], []));
        return this;
    }

    /// <summary>Runs everything unmeasured first, once at least and until it is compiled for good; <paramref name="check"/> may look at what came out. Then the rounds.</summary>
    public void Run(Action? check = null)
    {
        foreach (var way in _ways) way.Run();
        check?.Invoke();
        foreach (var way in _ways) Warm(way.Run);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var way in _ways) Measure(way.Run, way.Milliseconds, way.Bytes);
        }

        var ours = NanosecondsOf(0);
        for (var i = 0; i < _ways.Count; i++)
        {
            var (way, runs, _, milliseconds, bytes) = _ways[i];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {work} | {accounts:N0} | {way} | {Median(milliseconds) * accounts / runs:0.000} | {NanosecondsOf(i):0.00} | {Median([.. bytes.Select(b => b / (double)runs)]):0.##} | {NanosecondsOf(i) / ours:0.0} |"));
        }
    }

    private static void Warm(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100 && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 400; i++) run();
    }

    private static void Measure(Action run, List<double> milliseconds, List<long> bytes)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        run();
        milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private double NanosecondsOf(int way) => Median(_ways[way].Milliseconds) * 1e6 / _ways[way].Runs;

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
