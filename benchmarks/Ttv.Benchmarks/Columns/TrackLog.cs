using System.Text.Unicode;

namespace Ttv.Benchmarks.Columns;

/// <summary>A file of Segment track calls with a fixed seed, about 323 bytes a line: the events of <see cref="SyntheticLog"/> by name, 1 % repeated. Deleted when disposed.</summary>
internal sealed class TrackLog : IDisposable
{
    private static readonly string[] Names = ["page", "page", "page", "connected", "imported", "invited", "reported"];
    private static readonly string[] Plans = ["free", "team", "scale"];
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public TrackLog(int events, int accounts)
    {
        Events = events;
        Path = System.IO.Path.GetTempFileName();
        using var file = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        var random = new Random(20260302);
        Span<byte> line = new byte[1024];
        var length = 0;
        for (var i = 0; i < events; i++)
        {
            if (i < accounts || i % 100 != 99)
            {
                var account = i < accounts ? i : random.Next(accounts);
                var at = Start.AddMinutes((account * 7919L) % (180 * 1440)).AddMilliseconds(i < accounts ? 0 : (long)(Math.Pow(random.NextDouble(), 3) * 60 * 86_400_000));
                var name = i < accounts ? "signed_up" : Names[random.Next(Names.Length)];
                Utf8.TryWrite(line, $$$"""
                    {"context":{"groupId":"account-{{{account}}}","library":{"name":"analytics.js","version":"2.11.1"}},"event":"{{{name}}}","messageId":"{{{i:x8}}}{{{random.NextInt64():x16}}}","properties":{"plan":"{{{Plans[account % 3]}}}","platform":"{{{(account % 2 == 0 ? "web" : "mobile")}}}","rows":{{{random.Next(1000)}}}},"receivedAt":"{{{at.AddSeconds(2):yyyy-MM-ddTHH:mm:ss.fffZ}}}","timestamp":"{{{at:yyyy-MM-ddTHH:mm:ss.fffZ}}}","type":"track","userId":"user-{{{random.Next(1_000_000)}}}"}

                    """, out length);
            }

            file.Write(line[..length]);
        }
    }

    public int Events { get; }

    public string Path { get; }

    public long Bytes => new FileInfo(Path).Length;

    public void Dispose() => File.Delete(Path);
}
