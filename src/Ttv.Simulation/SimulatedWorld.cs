using NodaTime;
using Ttv.Events;

namespace Ttv.Simulation;

/// <summary>A population that lives: time goes on, events happen, and a nudge may bring an account's next step forward.</summary>
/// <remarks>The same population, nudged the same way at the same times, does the same. Not thread-safe.</remarks>
public sealed class SimulatedWorld
{
    private readonly SimulatedPopulation _population;
    private readonly PriorityQueue<(int Account, int Step, TtvEvent Event, int Plan), (Instant At, int Account, int Step)> _future = new();
    private readonly Dictionary<AccountId, Life> _lives = [];
    private readonly HashSet<string> _nudged = new(StringComparer.Ordinal);

    /// <summary>Creates a world at the time of the first sign-up.</summary>
    public SimulatedWorld(SimulatedPopulation population)
    {
        ArgumentNullException.ThrowIfNull(population);
        _population = population;
        Now = population.From;
        foreach (var account in population.Accounts())
        {
            _lives.Add(account.Account, new Life(account));
            foreach (var (told, step) in population.Planned(account)) _future.Enqueue((account.Index, step, told, 0), (told.OccurredAt, account.Index, step));
        }
    }

    /// <summary>How far time has gone on.</summary>
    public Instant Now { get; private set; }

    /// <summary>Whether anything is still to happen.</summary>
    public bool HasFuture => _future.Count > 0;

    private sealed class Life(SimulatedAccount account)
    {
        public SimulatedAccount Account => account;

        /// <summary>The steps done, in their order.</summary>
        public int Done { get; set; }

        /// <summary>Rises when the steps to come are planned anew: what was planned before no longer happens.</summary>
        public int Plan { get; set; }

        public bool IsOver { get; set; }
    }

    /// <summary>Lets time go on.</summary>
    /// <param name="until">Until when; earlier than <see cref="Now"/> changes nothing.</param>
    /// <returns>What happened, in order of time.</returns>
    public ValueList<TtvEvent> Advance(Instant until)
    {
        var happened = new List<TtvEvent>();
        while (_future.TryPeek(out var next, out var order) && order.At <= until)
        {
            _future.Dequeue();
            var life = _lives[next.Event.Account];
            if (life.IsOver && next.Event.Body is not ProductEvent { Name: SimulatedPopulation.SessionEvent }) continue;
            if (next.Step >= 0)
            {
                if (next.Plan != life.Plan) continue;
                life.Done = next.Step + 1;
                life.IsOver = life.Done == life.Account.Steps.Count;
            }
            else if (next.Event.Body is Churned)
            {
                life.IsOver = true;
            }

            happened.Add(next.Event);
        }

        if (until > Now) Now = until;
        return [.. happened];
    }

    /// <summary>Nudges an account. The same key counts once, as a customer would not notice.</summary>
    /// <param name="account">The account.</param>
    /// <param name="key">The nudge's key; it decides, with the seed, whether the account responds.</param>
    /// <returns>Whether its next step comes sooner for it.</returns>
    public bool Nudge(AccountId account, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_lives.TryGetValue(account, out var life) || life.IsOver || !_nudged.Add(key) || _population.ResponseTo(life.Account, key) is not { } hours) return false;
        var steps = life.Account.Segment.Definition.Paths[0].Steps;
        var at = SimulatedPopulation.Whole(Now + SimulatedPopulation.Hours(hours));
        var planned = life.Account.Steps;
        if (life.Plan == 0 && planned[life.Done].CompletedAt <= at) return false;
        life.Plan++;
        // The next step comes now; those after it follow at the pace they had, and one that it would never have done stays undone.
        for (var i = life.Done; i < steps.Count && at < life.Account.ChurnsAt; i++)
        {
            _future.Enqueue((life.Account.Index, i, SimulatedPopulation.Completion(life.Account, steps[i], at), life.Plan), (at, life.Account.Index, i));
            if (i + 1 == steps.Count || planned[i + 1].CompletedAt is not { } next || planned[i].CompletedAt is not { } before) break;
            at += next - before;
        }

        return true;
    }
}
