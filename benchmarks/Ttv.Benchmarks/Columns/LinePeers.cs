using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ttv.Benchmarks.Columns;

/// <summary>The same lines by hand: the file cut into one part a thread, a dictionary of accounts each, merged at the end.</summary>
internal static class LinePeers
{
    private const int BufferBytes = 1 << 20;

    private delegate bool LineReading(ReadOnlySpan<byte> line, out string account, out int reading, out long at);

    /// <summary>Reads the file and does nothing with it.</summary>
    public static long PageCache(string path)
    {
        var buffer = new byte[256 * 1024];
        using var file = File.OpenHandle(path);
        var position = 0L;
        while (RandomAccess.Read(file, buffer, position) is > 0 and var read) position += read;
        return position;
    }

    public static Answer PlainReader(string path, int threads) => Run(path, threads, ReadPlainly);

    public static Answer Objects(string path, int threads) => Run(path, threads, ReadObject);

    private static bool ReadPlainly(ReadOnlySpan<byte> line, out string account, out int reading, out long at)
    {
        (account, reading, at) = ("", 0, 0);
        var (hasId, platform) = (false, 0);
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.CurrentDepth == 1 && reader.ValueTextEquals("event"u8))
            {
                reader.Read();
                reading = reader.ValueTextEquals("signed_up"u8) ? 1 : reader.ValueTextEquals("reported"u8) ? 2 : 0;
            }
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("messageId"u8))
            {
                reader.Read();
                hasId = reader.ValueSpan.Length > 0;
            }
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                at = Microseconds(reader.GetDateTimeOffset());
            }
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("receivedAt"u8))
            {
                reader.Read();
                reader.GetDateTimeOffset();
            }
            else if (reader.CurrentDepth == 2 && reader.ValueTextEquals("groupId"u8))
            {
                reader.Read();
                account = reader.GetString()!;
            }
            else if (reader.CurrentDepth == 2 && reader.ValueTextEquals("platform"u8))
            {
                reader.Read();
                platform = reader.ValueSpan.Length;
            }
        }

        return hasId && platform > 0;
    }

    private static bool ReadObject(ReadOnlySpan<byte> line, out string account, out int reading, out long at)
    {
        var call = JsonSerializer.Deserialize(line, TrackCalls.Default.TrackCall)!;
        account = call.Context!.GroupId!;
        reading = call.Event switch { "signed_up" => 1, "reported" => 2, _ => 0 };
        at = Microseconds(call.Timestamp);
        return call.MessageId is not null && call.Properties!.Platform is not null;
    }

    private static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    private static Answer Run(string path, int threads, LineReading read)
    {
        var bounds = Bounds(path, threads);
        var parts = new Dictionary<string, (long Count, long SignedUp, long Reported)>[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => parts[i] = ReadPart(path, bounds[i], bounds[i + 1], read));
        foreach (var part in parts.Skip(1))
        {
            foreach (var (account, own) in part)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(parts[0], account, out var isKnown);
                sum = isKnown ? (sum.Count + own.Count, Math.Min(sum.SignedUp, own.SignedUp), Math.Min(sum.Reported, own.Reported)) : own;
            }
        }

        return Answer.Of(parts[0].Values);
    }

    private static long[] Bounds(string path, int threads)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        var bounds = new long[threads + 1];
        bounds[threads] = length;
        var buffer = new byte[4096];
        for (var i = 1; i < threads; i++)
        {
            var at = length / threads * i;
            bounds[i] = at + buffer.AsSpan(0, RandomAccess.Read(file, buffer, at)).IndexOf((byte)'\n') + 1;
        }

        return bounds;
    }

    private static Dictionary<string, (long Count, long SignedUp, long Reported)> ReadPart(string path, long from, long to, LineReading read)
    {
        var accounts = new Dictionary<string, (long, long, long)>(StringComparer.Ordinal);
        using var file = File.OpenHandle(path);
        var buffer = new byte[BufferBytes];
        while (from < to)
        {
            var filled = buffer.AsSpan(0, RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(BufferBytes, to - from)), from));
            var whole = filled[..(filled.LastIndexOf((byte)'\n') + 1)];
            from += whole.Length;
            while (!whole.IsEmpty)
            {
                var end = whole.IndexOf((byte)'\n');
                if (!read(whole[..end], out var account, out var reading, out var at)) throw new InvalidOperationException("A line lacks a field.");
                ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(accounts, account, out var isKnown);
                if (!isKnown) own = (0, long.MaxValue, long.MaxValue);
                FoldSink.Add(ref own, reading, at);
                whole = whole[(end + 1)..];
            }
        }

        return accounts;
    }
}
