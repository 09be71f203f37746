namespace Ttv.Soak;

/// <summary>What a worker has told its parent, up to the moment it could tell no more.</summary>
internal sealed class LastWords
{
    private readonly HashSet<char> _work = [];
    private int _receiving;

    public bool IsReady { get; private set; }

    /// <summary>Whether it is held at its point.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether it was held and a pass of it is over since.</summary>
    public bool WentOn { get; private set; }

    /// <summary>Whether it said that it kills itself at its point.</summary>
    public bool CameToItsPoint { get; private set; }

    public long Absorbed { get; private set; }

    public long Fenced { get; private set; }

    /// <summary>Whether it has begun work that it has not ended.</summary>
    public bool IsAtWork
    {
        get
        {
            lock (_work) return _work.Count > 0 || _receiving > 0;
        }
    }

    public void Hear(ReadOnlySpan<char> signs)
    {
        lock (_work)
        {
            foreach (var sign in signs) Hear(sign);
        }
    }

    private void Hear(char sign)
    {
        switch (sign)
        {
            case Sign.Ready:
                IsReady = true;
                break;
            case Sign.Held:
                IsHeld = true;
                break;
            case Sign.WentOn:
                WentOn = true;
                break;
            case Sign.Dying:
                CameToItsPoint = true;
                break;
            case Sign.Absorbed:
                Absorbed++;
                break;
            case Sign.Fenced:
                Fenced++;
                break;
            case Sign.Receives:
                _receiving++;
                break;
            case 'C':
                _receiving--;
                break;
            case Sign.Evaluates or Sign.Publishes:
                _work.Add(sign);
                break;
            case 'E' or 'P':
                _work.Remove(char.ToLowerInvariant(sign));
                break;
        }
    }
}
