using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>Makes keys and codes of accounts, eight at a time and without branches: which came first is not foreseeable.</summary>
/// <remarks>
/// What <c>CohortTally.Add</c> does for one row: first value counts unless a cancellation came before it; the time is that of
/// what came first, and of the end of observation where nothing came. <see cref="EncodeOne"/> is the formula, and
/// <see cref="EncodeEight"/> the same in lanes.
/// </remarks>
internal sealed class OutcomeCoder
{
    private static readonly int Width = Vector512<long>.Count;

    private readonly TickUnit _unit;
    private readonly long _until;
    private readonly long _warningAge;
    private readonly long _remainder;
    private Vector512<long> _late;
    private Vector512<long> _early;
    private Vector512<long> _known;

    public OutcomeCoder(long unit, long observedUntil, long warningAge) =>
        (_unit, _until, _warningAge, _remainder) = (new TickUnit(unit), observedUntil, warningAge, RemainderOf(observedUntil, unit));

    /// <summary>The accounts that signed up after the end of observation.</summary>
    public int SignedUpLater => (int)-Vector512.Sum(_late);

    /// <summary>The accounts with first value before sign-up.</summary>
    public int ValueBeforeSignUp => (int)-Vector512.Sum(_early);

    /// <summary>The answers known of any account that stays.</summary>
    public OutcomeFlags Known
    {
        get
        {
            var known = 0L;
            for (var i = 0; i < Width; i++) known |= _known[i];
            return (OutcomeFlags)known;
        }
    }

    /// <summary>What is over when an instant is taken in units, 0 or more: only who is still open is timed by the end of observation.</summary>
    public static long RemainderOf(long at, long unit) => ((at % unit) + unit) % unit;

    /// <summary>The keys and codes of the accounts from one on.</summary>
    public void Encode(OutcomeColumns columns, int start, Span<long> keys, Span<long> codes)
    {
        var signedUp = columns.SignedUpAt.Slice(start, keys.Length);
        var value = columns.FirstValueAt.Slice(start, keys.Length);
        var churn = columns.ChurnedAt.Slice(start, keys.Length);
        var flags = MemoryMarshal.AsBytes(columns.Flags.Slice(start, keys.Length));
        var whole = keys.Length - (keys.Length % Width);
        for (var i = 0; i < whole; i += Width)
        {
            EncodeEight(Vector512.Create(signedUp[i..]), Vector512.Create(value[i..]), Vector512.Create(churn[i..]), Widen(flags[i..]), out var key, out var code);
            key.CopyTo(keys[i..]);
            code.CopyTo(codes[i..]);
        }

        for (var i = whole; i < keys.Length; i++) EncodeOne(signedUp[i], value[i], churn[i], flags[i], out keys[i], out codes[i]);
    }

    internal void EncodeOne(long signedUp, long value, long churn, long flags, out long key, out long code)
    {
        var age = _until - signedUp;
        var toValue = value <= _until ? value - signedUp : OutcomeColumns.Never;
        var toChurn = churn <= _until ? Math.Max(0, churn - signedUp) : OutcomeColumns.Never;
        var own = value <= _until && toValue <= toChurn;
        var churned = !own && churn <= _until;
        var status = own ? OutcomeKey.Own : !churned ? OutcomeKey.Open : value <= _until ? OutcomeKey.WinBack : OutcomeKey.Churned;
        var time = own ? toValue : churned ? toChurn : age - _remainder;
        key = ((long)_unit.Over(time) << OutcomeKey.StatusBits) | (long)(own ? OutcomeKey.Own : churned ? OutcomeKey.Churned : OutcomeKey.Open);

        var (late, early) = (signedUp > _until, value < signedUp);
        if (late) _late -= Vector512.CreateScalar(1L);
        if (early) _early -= Vector512.CreateScalar(1L);
        if (!late && !early) _known |= Vector512.CreateScalar(flags);
        code = (flags & 15)
            | ((long)status << CountLanes.StatusShift)
            | Bit(age >= CohortEstimates.OneWeek, CountLanes.AgedWeekShift)
            | Bit(age >= _warningAge, CountLanes.AgedWarningShift)
            | Bit(age >= CohortEstimates.TwoWeeks, CountLanes.AgedTwoWeeksShift)
            | Bit(toValue <= CohortEstimates.OneWeek, CountLanes.WithinWeekShift)
            | (late || early ? 0L : CountLanes.Stays)
            | Bit(own, CountLanes.OwnShift);

        static long Bit(bool isSet, int shift) => isSet ? 1L << shift : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EncodeEight(Vector512<long> signedUp, Vector512<long> value, Vector512<long> churn, Vector512<long> flags, out Vector512<long> key, out Vector512<long> code)
    {
        var until = Vector512.Create(_until);
        var never = Vector512.Create(OutcomeColumns.Never);
        var age = until - signedUp;
        var reached = Vector512.LessThanOrEqual(value, until);
        var cancelled = Vector512.LessThanOrEqual(churn, until);
        var toValue = Vector512.ConditionalSelect(reached, value - signedUp, never);
        var toChurn = Vector512.ConditionalSelect(cancelled, Vector512.Max(Vector512<long>.Zero, churn - signedUp), never);
        var own = reached & Vector512.LessThanOrEqual(toValue, toChurn);
        var churned = Vector512.AndNot(cancelled, own);
        var ended = own | churned;
        var time = Vector512.ConditionalSelect(ended, Vector512.Min(toValue, toChurn), age - Vector512.Create(_remainder));

        // Own 0, churned 1, open 2, won back 3.
        var kind = (churned & One(0)) | Vector512.AndNot(One(1), ended);
        key = (_unit.Over(time) << OutcomeKey.StatusBits) | kind;

        var late = Vector512.GreaterThan(signedUp, until);
        var early = Vector512.LessThan(value, signedUp);
        var stays = ~(late | early);
        _late += late;
        _early += early;
        _known |= flags & stays;
        code = (flags & Vector512.Create(15L))
            | ((kind | (churned & reached & One(1))) << CountLanes.StatusShift)
            | (Vector512.GreaterThanOrEqual(age, Vector512.Create(CohortEstimates.OneWeek)) & One(CountLanes.AgedWeekShift))
            | (Vector512.GreaterThanOrEqual(age, Vector512.Create(_warningAge)) & One(CountLanes.AgedWarningShift))
            | (Vector512.GreaterThanOrEqual(age, Vector512.Create(CohortEstimates.TwoWeeks)) & One(CountLanes.AgedTwoWeeksShift))
            | (Vector512.LessThanOrEqual(toValue, Vector512.Create(CohortEstimates.OneWeek)) & One(CountLanes.WithinWeekShift))
            | (stays & Vector512.Create((long)CountLanes.Stays))
            | (own & One(CountLanes.OwnShift));

        static Vector512<long> One(int shift) => Vector512.Create(1L << shift);
    }

    private static Vector512<long> Widen(ReadOnlySpan<byte> eight)
    {
        var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(eight)).AsByte()));
        return Vector512.Create(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)), Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high))).AsInt64();
    }
}
