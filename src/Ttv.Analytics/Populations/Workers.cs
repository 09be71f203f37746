namespace Ttv.Analytics.Populations;

/// <summary>Runs the same work once a worker; alone on the caller's thread.</summary>
internal static class Workers
{
    public static void Run(int count, Action<int> work)
    {
        if (count == 1) work(0);
        else Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, work);
    }
}
