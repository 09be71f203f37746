namespace Ttv.Statistics.Evaluation;

/// <summary>What every judgement of predictions asks of its rows.</summary>
internal static class Rows
{
    public static void Require(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses)
    {
        if (statuses.Length != times.Length) throw new ArgumentException($"statuses has {statuses.Length} values and times has {times.Length}: as many are needed.", nameof(statuses));
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] < 0) throw new ArgumentException($"times[{i}] is {times[i]}: 0 or more ticks are allowed.", nameof(times));
            if (statuses[i] < 0) throw new ArgumentException($"statuses[{i}] is {statuses[i]}: 0 (censored), 1 (event) or a competing cause is allowed.", nameof(statuses));
        }
    }

    public static void RequireFinite(string name, ReadOnlySpan<double> values, int needed)
    {
        RequireLength(name, values.Length, needed);
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw new ArgumentException($"{name}[{i}] is {values[i]}: a finite number is needed.", name);
        }
    }

    public static void RequireProbabilities(string name, ReadOnlySpan<double> values, int needed)
    {
        RequireLength(name, values.Length, needed);
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] is >= 0 and <= 1)) throw new ArgumentException($"{name}[{i}] is {values[i]}: a number from 0 to 1 is needed.", name);
        }
    }

    private static void RequireLength(string name, int length, int needed)
    {
        if (length != needed) throw new ArgumentException($"{name} has {length} values and times has {needed}: as many are needed.", name);
    }
}
