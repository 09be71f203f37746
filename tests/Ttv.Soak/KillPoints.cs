using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Ttv.Soak;

/// <summary>Kills the process the second time it comes to a point, as kill -9 does; or holds it there the first time, until its parent lets it go on.</summary>
internal sealed class KillPoints(KillPoint killAt, KillPoint pauseAt) : DbTransactionInterceptor
{
    private readonly AsyncLocal<(KillPoint Before, KillPoint After)> _within = new();
    private int _passed;

    /// <summary>Whether it was held, and goes on again.</summary>
    public bool HasPaused { get; private set; }

    public void Pass(KillPoint point)
    {
        if (point == KillPoint.None) return;
        if (point == killAt && Interlocked.Increment(ref _passed) == 2)
        {
            Worker.Say(Sign.Dying);
            Process.GetCurrentProcess().Kill();
        }

        if (point != pauseAt || Interlocked.Increment(ref _passed) != 1) return;
        Worker.Say(Sign.Held);
        // Nothing goes on in this process meanwhile: its passes are run one after the other, by hand.
        if (Console.In.Read() < 0) Environment.Exit(1);
        HasPaused = true;
    }

    /// <summary>The next commit of this flow is one of these points.</summary>
    public void Within(KillPoint before, KillPoint after) => _within.Value = (before, after);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Pass(_within.Value.Before);
        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Pass(_within.Value.After);
        return Task.CompletedTask;
    }
}

/// <summary>What a worker tells its parent, a letter at a time.</summary>
internal static class Sign
{
    public const char Ready = 'r';

    /// <summary>A pass by hand is over, after the worker was held.</summary>
    public const char WentOn = 'w';

    /// <summary>About to kill itself at its point.</summary>
    public const char Dying = 'k';

    /// <summary>Held at its point.</summary>
    public const char Held = 'h';

    /// <summary>A message was absorbed.</summary>
    public const char Absorbed = 'd';

    /// <summary>An account was left out of a commit.</summary>
    public const char Fenced = 'f';

    /// <summary>Work begun; the capital letter ends it.</summary>
    public const char Evaluates = 'e';

    public const char Publishes = 'p';

    public const char Receives = 'c';
}

/// <summary>Work of one kind that goes on or does not, said once each way however it ended.</summary>
internal sealed class Work(char sign)
{
    private int _goesOn;

    public void Begin()
    {
        if (Interlocked.Exchange(ref _goesOn, 1) == 0) Worker.Say(sign);
    }

    public void End()
    {
        if (Interlocked.Exchange(ref _goesOn, 0) == 1) Worker.Say(char.ToUpperInvariant(sign));
    }
}
