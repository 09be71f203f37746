using System.Text;

namespace Ttv.Ingestion.Fields;

public class Utf8InternerTests
{
    private readonly Utf8Interner<string> _known = new();

    private int Find(ReadOnlySpan<byte> bytes) => _known.Find(Utf8Key.Of(bytes), bytes);

    private int Add(byte[] bytes) => _known.Add(Utf8Key.Of(bytes), bytes, Convert.ToHexString(bytes));

    /// <summary>Keys of every length up to 40 and of some longer ones that differ in one byte anywhere, the same byte twice and zeros among them.</summary>
    private static IEnumerable<byte[]> Keys()
    {
        foreach (var length in Enumerable.Range(0, 41).Concat([100, 1000, Utf8Interner<string>.LongestKey]))
        {
            yield return new byte[length];
            for (var i = 0; i < length; i += Math.Max(1, length / 50))
            {
                foreach (var other in (byte[])[1, 255])
                {
                    var key = new byte[length];
                    key[i] = other;
                    yield return key;
                }
            }
        }
    }

    [Fact]
    public void Add_KeysThatDifferInOneByteOrInLength_AreToldApart()
    {
        var keys = Keys().ToList();
        for (var i = 0; i < keys.Count; i++)
        {
            Assert.Equal(-1, Find(keys[i]));
            Assert.Equal(i, Add(keys[i]));
        }

        for (var i = 0; i < keys.Count; i++)
        {
            Assert.Equal(i, Find(keys[i]));
            Assert.Equal(Convert.ToHexString(keys[i]), _known[i]);
        }

        Assert.Equal(keys.Count, _known.Count);
    }

    [Fact]
    public void Add_KnownKey_GivesItsNumberAndKeepsItsValue()
    {
        Assert.Equal(0, _known.Add(Utf8Key.Of("acme"u8), "acme"u8, "first"));
        Assert.Equal(0, _known.Add(Utf8Key.Of("acme"u8), "acme"u8, "second"));
        Assert.Equal("first", _known[0]);
        Assert.Equal(1, _known.Count);
    }

    [Fact]
    public async Task Add_SeveralThreadsWithTheSameKeys_GivesEachKeyOneNumberAndOneValue()
    {
        const int Count = 20_000;
        var known = new Utf8Interner<int>();
        using var start = new Barrier(4);
        // Each thread has its own order, so that every key is added by one while others look for it.
        var tasks = Enumerable.Range(0, 4).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                var numbers = new int[Count];
                for (var i = 0; i < Count; i++)
                {
                    var which = thread % 2 == 0 ? (i + (thread * 97)) % Count : Count - 1 - i;
                    var bytes = Encoding.UTF8.GetBytes(which % 3 == 0 ? $"a longer account {which}" : $"a{which}");
                    var key = Utf8Key.Of(bytes);
                    var number = known.Find(key, bytes);
                    if (number < 0) number = known.Add(key, bytes, which);
                    Assert.InRange(number, 0, known.Count - 1);
                    Assert.Equal(which, known[number]);
                    numbers[which] = number;
                }

                return numbers;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var all = await Task.WhenAll(tasks);

        Assert.Equal(Count, known.Count);
        Assert.Equal(Enumerable.Range(0, Count), all[0].Order());
        Assert.All(all, numbers => Assert.Equal(all[0], numbers));
    }
}
