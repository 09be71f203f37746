using NodaTime;
using Ttv.Events;

namespace Ttv.Simulation;

/// <summary>A population that lives: time goes on, events happen, and a nudge may bring an account's next step forward.</summary>
/// <remarks>
/// The same population, nudged the same way at the same times, does the same. Not thread-safe. An account is made when it signs up and
/// forgotten when nothing more will happen to it; of one yet to come only its place in the order is kept, of one that lives only what
/// happens next.
/// </remarks>
public sealed class SimulatedWorld
{
    private readonly SimulatedPopulation _population;
    private readonly int[] _order;
    private readonly PriorityQueue<(SimulatedLife Life, int Plan), (Instant At, int Account)> _future = new();
    private readonly Dictionary<AccountId, SimulatedLife> _lives = [];
    private (Instant At, int Account)? _signUp;
    private int _arrived;

    /// <summary>Creates a world at the time of the first sign-up.</summary>
    public SimulatedWorld(SimulatedPopulation population)
    {
        ArgumentNullException.ThrowIfNull(population);
        _population = population;
        Now = population.From;
        var signUps = new (Instant At, int Account)[population.Count];
        for (var i = 0; i < signUps.Length; i++) signUps[i] = (population.SignedUpAt(i), i);
        Array.Sort(signUps);
        _order = Array.ConvertAll(signUps, s => s.Account);
        NextSignUp();
    }

    /// <summary>How far time has gone on.</summary>
    public Instant Now { get; private set; }

    /// <summary>Whether anything is still to happen.</summary>
    public bool HasFuture => _signUp is not null || _lives.Count > 0;

    /// <summary>Lets time go on.</summary>
    /// <param name="until">Until when; earlier than <see cref="Now"/> changes nothing.</param>
    /// <returns>What happened, in order of time.</returns>
    public ValueList<TtvEvent> Advance(Instant until)
    {
        var happened = new List<TtvEvent>();
        while (true)
        {
            var isPlanned = _future.TryPeek(out _, out var planned);
            if (_signUp is { } signUp && !(isPlanned && planned.CompareTo(signUp) < 0))
            {
                if (signUp.At > until) break;
                Arrive(_population[signUp.Account], happened);
                NextSignUp();
                continue;
            }

            if (!isPlanned || planned.At > until) break;
            var (life, plan) = _future.Dequeue();
            if (plan != life.Plan) continue;
            happened.Add(life.Live());
            Plan(life);
        }

        if (until > Now) Now = until;
        return [.. happened];
    }

    /// <summary>Nudges an account. The same key counts once, as a customer would not notice.</summary>
    /// <param name="account">The account; one that has not signed up, or is done, does not respond.</param>
    /// <param name="key">The nudge's key; it decides, with the seed, whether the account responds.</param>
    /// <returns>Whether its next step comes sooner for it. A nudge never makes it later.</returns>
    public bool Nudge(AccountId account, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_lives.TryGetValue(account, out var life) || life.IsOver || !life.Notices(key) || _population.ResponseTo(life.Account, key) is not { } hours) return false;
        if (!life.BringForward(SimulatedPopulation.Whole(Now + SimulatedPopulation.Hours(hours)))) return false;
        Plan(life);
        return true;
    }

    private void NextSignUp()
    {
        _signUp = _arrived < _order.Length ? (_population.SignedUpAt(_order[_arrived]), _order[_arrived]) : null;
        _arrived++;
    }

    private void Arrive(SimulatedAccount account, List<TtvEvent> happened)
    {
        happened.AddRange(SimulatedPopulation.Arrival(account));
        var life = new SimulatedLife(account, _population.Sessions(account));
        _lives.Add(account.Account, life);
        Plan(life);
    }

    /// <summary>Waits for what comes next in a life in place of what was planned before.</summary>
    private void Plan(SimulatedLife life)
    {
        life.Plan++;
        if (life.NextAt is { } at) _future.Enqueue((life, life.Plan), (at, life.Account.Index));
        else _lives.Remove(life.Account.Account);
    }
}
