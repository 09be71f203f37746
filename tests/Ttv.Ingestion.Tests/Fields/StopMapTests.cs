using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Ingestion.Support;

namespace Ttv.Ingestion.Fields;

public class StopMapTests
{
    [Property(MaxTest = 300)]
    public Property Next_AnyText_IsTheNextQuoteBackslashOrControlCharacter() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var text = new byte[random.Next(300)];
        var (rareness, limit) = (random.Next(100), random.Next(2) == 0 ? 128 : 256);
        for (var i = 0; i < text.Length; i++) text[i] = random.Next(100) < rareness ? (byte)'a' : (byte)random.Next(limit);
        var padded = new PaddedText(text);
        Assert.Equal(text.All(b => b < 128), padded.IsAscii);
        var next = text.Length;
        for (var position = text.Length; position >= 0; position--)
        {
            if (position < text.Length && text[position] is (byte)'"' or (byte)'\\' or < 0x20) next = position;
            Assert.Equal(next, padded.Stops.Next(position));
        }
    });

    [Fact]
    public void Read_ShorterTextAfterALongerOne_ForgetsTheLongerOne()
    {
        var stops = new StopMap();
        stops.Read(new byte[1000]);
        stops.Read([.. "abc"u8, .. new byte[64]]);
        Assert.Equal(3, stops.Next(0));
    }
}
