namespace Ttv.Benchmarks.Columns;

/// <summary>What a fold by hand keeps of an account while it reads events.</summary>
internal sealed class FoldState
{
    private readonly long[] _steps = [long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue];
    private long _signedUpAt = long.MaxValue, _churnedAt = long.MaxValue, _assistedAt = long.MaxValue, _lastActivityAt = long.MinValue;
    private int _segment = -1, _last, _previous;

    public void Take(int kind, long at, long asOf)
    {
        if (kind < FoldLog.SignUps) (_signedUpAt, _segment) = (at, kind);
        if (kind is >= FoldLog.FirstStep and <= FoldLog.FirstValue) _steps[kind - FoldLog.FirstStep] = Math.Min(_steps[kind - FoldLog.FirstStep], at);
        if (kind is >= FoldLog.Session and <= FoldLog.LastActivity) _lastActivityAt = Math.Max(_lastActivityAt, at);
        if (kind == FoldLog.Session && at > asOf - FoldLog.Window) _last++;
        else if (kind == FoldLog.Session && at > asOf - (2 * FoldLog.Window)) _previous++;
        if (kind == FoldLog.Cancelled) _churnedAt = Math.Min(_churnedAt, at);
        if (kind == FoldLog.Called) _assistedAt = Math.Min(_assistedAt, at);
    }

    public FoldedAccount ToAccount(long asOf)
    {
        var (steps, progress) = (0, _signedUpAt);
        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i] == long.MaxValue) continue;
            steps |= 1 << i;
            progress = Math.Max(progress, _steps[i]);
        }

        var isOldEnough = _signedUpAt <= asOf - (2 * FoldLog.Window);
        return new FoldedAccount(
            _signedUpAt, _segment, Or(_steps[^1]), Or(_churnedAt), steps, progress, _lastActivityAt, isOldEnough ? _last : -1, isOldEnough ? _previous : -1,
            _assistedAt != long.MaxValue, _steps[^1] != long.MaxValue && _assistedAt < _steps[^1]);
    }

    private static long Or(long at) => at == long.MaxValue ? long.MinValue : at;
}
