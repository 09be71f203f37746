namespace Ttv.Analytics;

public class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_OneThrows_IsThrownOnAsItIs(int workers) =>
        Assert.Throws<FormatException>(() => Workers.Run(workers, worker =>
        {
            if (worker == workers - 1) throw new FormatException();
        }));

    [Fact]
    public void Run_Workers_EachOnce()
    {
        var seen = new int[7];
        Workers.Run(seen.Length, worker => Interlocked.Increment(ref seen[worker]));
        Assert.All(seen, s => Assert.Equal(1, s));
    }
}
