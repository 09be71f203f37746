using System.Text;

namespace Ttv.Events;

public class EventIdHashTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("abc")]
    [InlineData("evt-1234")]
    [InlineData("évènement 😀")]
    [InlineData("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    public void Of_Id_IsTheHashOfItsBytes(string id) => Assert.Equal(EventIdHash.OfUtf8(Encoding.UTF8.GetBytes(id)), EventIdHash.Of(EventId.Create(id)));

    [Fact]
    public void Of_LongestId_Fits() => Assert.NotEqual(0UL, EventIdHash.Of(EventId.Create(new string('日', EventId.MaxLength))));

    [Fact]
    public void OfUtf8_MillionsOfAlikeIds_AllDiffer()
    {
        var seen = new HashSet<ulong>();
        var ids = 0;
        for (var length = 1; length <= 60; length++)
        {
            var id = Enumerable.Repeat((byte)'0', length).ToArray();
            for (var i = 0; i < length; i++)
            {
                for (var value = 0; value < 256; value++)
                {
                    // The id of nothing but zeros is met at every place and counts once.
                    if (value == '0' && i > 0) continue;
                    id[i] = (byte)value;
                    seen.Add(EventIdHash.OfUtf8(id));
                    ids++;
                }

                id[i] = (byte)'0';
            }
        }

        for (var i = 0; i < 1_000_000; i++, ids++) seen.Add(EventIdHash.OfUtf8(Encoding.UTF8.GetBytes($"evt-{i}")));
        Assert.Equal(ids, seen.Count);
    }

    [Fact]
    public void OfUtf8_OneBit_TurnsHalfOfTheHash()
    {
        var random = new Random(1);
        var id = new byte[33];
        var (turned, tries) = (0, 0);
        for (; tries < 20_000; tries++)
        {
            random.NextBytes(id);
            var length = 1 + random.Next(id.Length);
            var before = EventIdHash.OfUtf8(id.AsSpan(0, length));
            id[random.Next(length)] ^= (byte)(1 << random.Next(8));
            turned += System.Numerics.BitOperations.PopCount(before ^ EventIdHash.OfUtf8(id.AsSpan(0, length)));
        }

        Assert.InRange(turned / (double)tries, 31.8, 32.2);
    }
}
