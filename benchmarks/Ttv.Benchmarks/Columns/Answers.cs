namespace Ttv.Benchmarks.Columns;

/// <summary>No way is measured that does not give the same answer.</summary>
internal static class Answers
{
    public static void Require<T>(T ours, T peers)
    {
        if (!EqualityComparer<T>.Default.Equals(ours, peers)) throw new InvalidOperationException($"The ways do not agree: {ours} is ours, {peers} the peer's.");
    }
}
