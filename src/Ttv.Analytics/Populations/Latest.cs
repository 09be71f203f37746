namespace Ttv.Analytics.Populations;

/// <summary>The latest event of a kind so far.</summary>
internal struct Latest
{
    public long At;
    public int Code;

    /// <summary>Whether two events of that instant say different things: their order decides, which is not known here.</summary>
    public bool IsTied;

    public static Latest None => new() { At = long.MinValue };

    public readonly bool IsNone => At == long.MinValue;

    public void Take(long at, int code)
    {
        if (at > At) (At, Code, IsTied) = (at, code, false);
        else if (at == At && code != Code) IsTied = true;
    }
}
