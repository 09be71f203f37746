using System.Text;

namespace Ttv.Messaging.RabbitMQ;

public class NudgeCloudEventTests
{
    private static readonly byte[] Good = NudgeCloudEvent.Encode(Setup.Message("key") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }, new Uri("/x", UriKind.Relative)).ToArray();

    [Fact]
    public void Encode_Message_IsWhatTheSpecificationSays()
    {
        var message = Setup.Message("a/key") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        var body = NudgeCloudEvent.Encode(message, new Uri("/shop", UriKind.Relative));
        using var json = System.Text.Json.JsonDocument.Parse(body);
        var root = json.RootElement;
        Assert.Equal(
            ("1.0", "a/key", "/shop", "ttv.nudge.send", "acme", "2026-03-02T09:00:00Z", "application/json"),
            (Text("specversion"), Text("id"), Text("source"), Text("type"), Text("subject"), Text("time"), Text("datacontenttype")));
        Assert.Equal("a/key", root.GetProperty("data").GetProperty("key").GetString());
        Assert.Equal(message, NudgeCloudEvent.Decode(body));

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("acme", "\\ud800")]
    [InlineData("milestone_overdue", "\u00ff")]
    public void Decode_NoTextInPlaceOfText_ThrowsTtvValidationException(string text, string inserted)
    {
        // Latin-1 makes the second one the byte 0xFF, which is no UTF-8.
        var body = Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(Good).Replace(text, inserted, StringComparison.Ordinal));
        Assert.Throws<TtvValidationException>(() => NudgeCloudEvent.Decode(body));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Decode_AnyBytes_ThrowsNothingButTtvValidationException(int seed)
    {
        string[] bits = ["\"", "{", "}", "null", "1", "true", "[]", "\\ud800", "\"data_base64\":\"!!\",", "\"data\":null,", "\"time\":5,", ",", ":", "é", "\"Foo_Bar\":1,", "\"traceparent\":5,", "\"datacontenttype\":\"text/plain\",", "\"dataschema\":\"::\","];
        var random = new Random(seed);
        var text = Encoding.UTF8.GetString(Good);
        var unreadable = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var body = (byte[])Good.Clone();
            if (i % 2 == 0)
            {
                for (var k = random.Next(1, 4); k > 0; k--) body[random.Next(body.Length)] = (byte)random.Next(256);
            }
            else
            {
                var at = random.Next(text.Length);
                body = Encoding.UTF8.GetBytes(text[..at] + bits[random.Next(bits.Length)] + text[Math.Min(text.Length, at + random.Next(6))..]);
            }

            try
            {
                NudgeCloudEvent.Decode(body);
            }
            catch (TtvValidationException)
            {
                unreadable++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}, case {i}: {e.GetType().Name}: {e.Message}\n{Convert.ToHexString(body)}");
            }
        }

        Assert.InRange(unreadable, 1_200, 4_999);
    }
}
