using Ttv.Cli.Support;

namespace Ttv.Cli;

public class BadInputTests
{
    private const string Definitions = """{"schema":"ttv.definitions/1","format":"csv","csv":{"account":"u","event":"e","timestamp":"t"},"segments":[{"key":"s","paths":[{"deadline":"3d","firstValue":{"completedBy":"v"}}]}]}""";

    [Theory]
    [InlineData("--demo x|cdnow", "review", "--demo", "x")]
    [InlineData("either --demo", "review")]
    [InlineData("either --demo", "review", "--demo", "shop", "--events", "x")]
    [InlineData("does not exist", "review", "--events", "nowhere.csv", "--format", "segment")]
    [InlineData("is a directory", "review", "--events", "/", "--format", "segment")]
    [InlineData("brings its own", "review", "--demo", "shop", "--format", "csv")]
    [InlineData("--as-of is 'soon'", "review", "--demo", "shop", "--as-of", "soon")]
    [InlineData("--by is 'colour'", "review", "--demo", "shop", "--by", "colour")]
    [InlineData("--top is 0", "score", "--demo", "shop", "--top", "0")]
    [InlineData("--top", "score", "--demo", "shop", "--top", "many")]
    [InlineData("either --definitions", "define")]
    [InlineData("--colour", "review", "--demo", "shop", "--colour", "red")]
    [InlineData("reviews", "reviews")]
    public void Run_WrongOption_SaysSoWithCode2AndWritesNothing(string says, params string[] args)
    {
        using var tool = new Tool();
        var code = tool.Run(args[0] == "review" ? [.. args, "--out", tool.Out] : args);

        Assert.Equal(2, code);
        Assert.Contains(says == "--demo x|cdnow" ? "--demo is 'x': shop|cdnow|saas are allowed" : says, tool.Error, StringComparison.Ordinal);
        Assert.Equal("", tool.Output);
        Assert.False(Directory.Exists(tool.Out));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{"schema":"ttv.definitions/2","segments":[]}""", "ttv.definitions/1 is allowed")]
    [InlineData("""{"schema":"ttv.definitions/1","segments":[{"key":"s","paths":[{"deadline":"soon","firstValue":{"completedBy":"v"}}]}],"colour":1}""", "colour")]
    public void Run_BrokenDefinitions_ListsTheFaultsWithCode2AndWritesNothing(string definitions, string says)
    {
        using var tool = new Tool();
        var code = tool.Run("review", "--events", tool.Write("e.csv", "u,e,t\n"), "--format", "csv", "--definitions", tool.Write("d.json", definitions), "--out", tool.Out);

        Assert.Equal(2, code);
        Assert.Contains(says, tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Out));
    }

    [Fact]
    public void Run_LogWithoutAReadableEvent_SaysWhyWithCode2()
    {
        using var tool = new Tool();
        var code = tool.Run("review", "--events", tool.Write("e.csv", "u,e,t\na,v,never\n"), "--definitions", tool.Write("d.json", Definitions), "--out", tool.Out);

        Assert.Equal(2, code);
        Assert.Contains("line 2", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Out));
    }

    [Fact]
    public void Run_CutOffGzip_SaysSoWithCode2AndWritesNothing()
    {
        using var tool = new Tool();
        using var log = Demo.OpenLog("shop");
        var half = new byte[log.Length / 2];
        log.ReadExactly(half);
        var path = Path.Combine(tool.Folder, "half.csv.gz");
        File.WriteAllBytes(path, half);
        var code = tool.Run("review", "--events", path, "--definitions", tool.Write("d.json", Definitions.Replace("\"u\"", "\"user_id\"", StringComparison.Ordinal).Replace("\"e\"", "\"event\"", StringComparison.Ordinal).Replace("\"t\"", "\"timestamp\"", StringComparison.Ordinal)), "--out", tool.Out);

        Assert.Equal(2, code);
        Assert.Contains("cut off", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Out));
    }

    [Fact]
    public void Run_EventBeyondAReviewsReach_SaysSoWithCode2_AndAnEarlierInstantIsReviewed()
    {
        using var tool = new Tool();
        string[] args = ["review", "--events", tool.Write("e.csv", "u,e,t\na,v,2026-01-01T00:00:00Z\na,v,2200-01-01T00:00:00Z\n"), "--definitions", tool.Write("d.json", Definitions), "--out", tool.Out];
        var code = tool.Run(args);

        Assert.Equal(2, code);
        Assert.Contains("holds an event at 2200-01-01T00:00:00Z: a review reaches to 2112-", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Out));
        Assert.Equal(0, tool.Run([.. args, "--as-of", "2026-01-02"]));
    }

    [Fact]
    public void Run_NoPossibleEventAndAFarInstant_ReviewsNobody()
    {
        using var tool = new Tool();
        Assert.Equal(0, tool.Run("review", "--events", tool.Write("e.csv", "u,e,t\na,v,never\n"), "--definitions", tool.Write("d.json", Definitions), "--as-of", "2200-01-01", "--out", tool.Out));
    }

    [Fact]
    public void Run_SetAsideLinesAlone_LeaveCode0AndAreReported()
    {
        using var tool = new Tool();
        var code = tool.Run("review", "--events", tool.Write("e.csv", "u,e,t\na,start,2026-01-01T00:00:00Z\na,v,never\na,v,2026-01-02T00:00:00Z\n"), "--definitions", tool.Write("d.json", Definitions), "--out", tool.Out);

        Assert.Equal(0, code);
        var import = tool.Json("import.json");
        Assert.Equal((1, 2), (import.GetProperty("setAside").GetInt64(), import.GetProperty("events").GetInt64()));
        Assert.Equal(3, import.GetProperty("setAsideLines")[0].GetProperty("line").GetInt64());
        Assert.Equal(1, tool.Json("review.json").GetProperty("achieved").GetInt64());
    }

    [Fact]
    public void Run_Help_IsNoFault()
    {
        using var tool = new Tool();

        Assert.Equal(0, tool.Run("--help"));
        Assert.Contains("review", tool.Output, StringComparison.Ordinal);
    }
}
