using System.Text;
using Ttv.Ingestion.Support;

namespace Ttv.Ingestion.Fields;

public class ShapeTreeTests
{
    private readonly FieldPlan _plan = new();
    private readonly ShapeTree _shapes = new();
    private readonly FieldValue[] _values;
    private readonly int _name;
    private readonly int _rows;

    public ShapeTreeTests()
    {
        _plan.Section("properties");
        _name = _plan.Field("name");
        _rows = _plan.Property("properties", "rows");
        _values = new FieldValue[_plan.Count];
        Learn("""{"name":"first","ok":true,"properties":{"rows":1,"other":"x"}}""");
    }

    private void Learn(string line)
    {
        var walk = new StrictWalk(_plan);
        var text = new PaddedText(line);
        Assert.Equal(text.Length, walk.Read(text.Bytes, text.Stops, 0, _values));
        _shapes.Learn(text.Bytes, 0, text.Length, walk.Tokens);
    }

    private int Follow(string lines, int position = 0)
    {
        Array.Clear(_values);
        var text = new PaddedText(lines);
        return _shapes.Follow(text.Bytes, text.Stops, position, _values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\nwhatever follows")]
    public void Follow_LineOfAKnownShape_FindsItsValues(string after)
    {
        const string Line = """{"name":"zwölf, a longer name than any vector of thirty-two bytes","ok":null,"properties":{"rows":-12.50,"other":""}}""";
        var end = Follow("\n" + Line + after, 1);

        Assert.Equal(1 + Encoding.UTF8.GetByteCount(Line), end);
        Assert.Equal("zwölf, a longer name than any vector of thirty-two bytes", Encoding.UTF8.GetString(_values[_name].In(Encoding.UTF8.GetBytes("\n" + Line))));
        Assert.Equal((FieldKind.Number, "-12.50"), (_values[_rows].Kind, Encoding.UTF8.GetString(_values[_rows].In(Encoding.UTF8.GetBytes("\n" + Line)))));
    }

    [Theory]
    [InlineData("""{"name":"a\"b","ok":true,"properties":{"rows":1,"other":"x"}}""")]
    [InlineData("""{"name":"tab	","ok":true,"properties":{"rows":1,"other":"x"}}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":1,"other":"x"}} """)]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":1,"other":"x"}}}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":1,"other":"x"}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":1,"other":"x""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":01,"other":"x"}}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":1e3,"other":"x"}}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":1.,"other":"x"}}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":-,"other":"x"}}""")]
    [InlineData("""{"name":"a","ok":true,"properties":{"rows":"1","other":"x"}}""")]
    [InlineData("""{"name":"a","ok":True,"properties":{"rows":1,"other":"x"}}""")]
    [InlineData("""{"name":"a","ok":truex,"properties":{"rows":1,"other":"x"}}""")]
    [InlineData("""{"name":"a", "ok":true,"properties":{"rows":1,"other":"x"}}""")]
    [InlineData("""{"name":"a","OK":true,"properties":{"rows":1,"other":"x"}}""")]
    [InlineData("{")]
    [InlineData("")]
    public void Follow_AnyOtherLine_IsLeftAlone(string line) => Assert.Equal(-1, Follow(line));

    [Fact]
    public void Learn_EndlesslyManyShapes_StopsLearning()
    {
        for (var i = 0; i < 20_000; i++) Learn($$"""{"k{{i}}":1,"name":"x"}""");

        Assert.True(Follow("""{"k3":1,"name":"x"}""") > 0);
        Assert.Equal(-1, Follow("""{"k19999":1,"name":"x"}"""));
        Assert.True(Follow("""{"name":"b","ok":false,"properties":{"rows":0,"other":"y"}}""") > 0);
    }
}
