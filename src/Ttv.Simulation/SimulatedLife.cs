using NodaTime;
using Ttv.Events;

namespace Ttv.Simulation;

/// <summary>An account of a <see cref="SimulatedWorld"/> since its sign-up: what is done, and what comes next.</summary>
internal sealed class SimulatedLife
{
    private IEnumerator<Instant>? _sessions;
    private HashSet<string>? _noticed;
    private Instant? _stepAt;
    private int _done;

    public SimulatedLife(SimulatedAccount account, IEnumerable<Instant> sessions)
    {
        Account = account;
        _sessions = sessions.GetEnumerator();
        NextSession();
        _stepAt = BeforeChurn(account.Steps[0].CompletedAt);
    }

    public SimulatedAccount Account { get; }

    /// <summary>Which entry of the world's queue counts: those before it no longer happen.</summary>
    public int Plan { get; set; }

    /// <summary>Whether it reached first value or cancelled. Sessions may follow.</summary>
    public bool IsOver { get; private set; }

    /// <summary>When the next thing happens, or null: nothing will.</summary>
    public Instant? NextAt => Earliest(_sessions?.Current, IsOver ? null : Earliest(_stepAt, Account.ChurnsAt));

    /// <summary>Lets the next thing happen.</summary>
    public TtvEvent Live()
    {
        var at = NextAt!.Value;
        if (_sessions?.Current == at)
        {
            NextSession();
            return SimulatedPopulation.Session(Account, at);
        }

        if (_stepAt != at)
        {
            IsOver = true;
            return SimulatedPopulation.Cancellation(Account);
        }

        var told = SimulatedPopulation.Completion(Account, Account.Segment.Definition.Paths[0].Steps[_done], at);
        var planned = Account.Steps;
        _done++;
        IsOver = _done == planned.Count;
        // Steps follow at the pace that the account had; one that it would never have done stays undone.
        _stepAt = IsOver ? null : BeforeChurn(at + (planned[_done].CompletedAt - planned[_done - 1].CompletedAt));
        return told;
    }

    /// <summary>Whether a nudge is new to the account.</summary>
    public bool Notices(string key) => (_noticed ??= new HashSet<string>(StringComparer.Ordinal)).Add(key);

    /// <summary>Does the next step at an instant; false, and nothing changes, where it is not sooner or the account has cancelled by then.</summary>
    public bool BringForward(Instant at)
    {
        if (_stepAt <= at || at >= Account.ChurnsAt) return false;
        _stepAt = at;
        return true;
    }

    private Instant? BeforeChurn(Instant? at) => at < Account.ChurnsAt ? at : null;

    private void NextSession()
    {
        if (_sessions!.MoveNext()) return;
        _sessions.Dispose();
        _sessions = null;
    }

    private static Instant? Earliest(Instant? left, Instant? right) => left is null || right < left ? right : left;
}
