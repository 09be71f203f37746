namespace Ttv.Analytics.Populations;

/// <summary>The earliest event of a kind so far.</summary>
internal struct Earliest
{
    public long At;
    public int Code;

    /// <summary>Whether two events of that instant say different things: their order decides, which is not known here.</summary>
    public bool IsTied;

    public static Earliest None => new() { At = long.MaxValue };

    public readonly bool IsNone => At == long.MaxValue;

    public void Take(long at, int code)
    {
        if (at < At) (At, Code, IsTied) = (at, code, false);
        else if (at == At && code != Code) IsTied = true;
    }
}
