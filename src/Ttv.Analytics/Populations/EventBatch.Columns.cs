using NodaTime;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <content>For readers that code events themselves: names, bodies and ids are turned into numbers, whole columns are added at once.</content>
public sealed partial class EventBatch
{
    private static readonly long Earliest = Instants.ToMicroseconds(Instant.MinValue);
    private static readonly long Latest = Instants.ToMicroseconds(Instant.MaxValue);

    /// <summary>The account's number, given out when it is first named.</summary>
    /// <exception cref="InvalidOperationException">The account is the default value.</exception>
    public int NumberOf(AccountId account) => Names.NumberOf(account);

    /// <summary>The number of the account with this id; makes a string only of an id that is new.</summary>
    /// <exception cref="ArgumentException">The id breaks the rule of <see cref="AccountId"/>.</exception>
    public int NumberOf(ReadOnlySpan<char> account) => Names.NumberOf(account);

    /// <summary>The number of the account with this id in UTF-8; makes a string only of an id that is new.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8, or the id breaks the rule of <see cref="AccountId"/>.</exception>
    public int NumberOf(ReadOnlySpan<byte> utf8Account) => Names.NumberOf(utf8Account);

    /// <summary>The account of a number from 0 to <see cref="AccountCount"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No account has the number.</exception>
    public AccountId AccountOf(int number) => Names[number];

    /// <summary>The code of what an event means under the definitions. Events that mean the same share one: a reader may keep it by name
    /// where neither a condition nor a dimension or profile key reads the event's properties.</summary>
    /// <exception cref="ArgumentNullException">The body is null.</exception>
    public int CodeOf(EventBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var code = Fold.Interpreter.CodeOf(Fold.Interpreter.Read(body));
        Meanings.CatchUp();
        return code;
    }

    /// <summary>Adds events given as columns of equal length.</summary>
    /// <param name="accounts">Account numbers, as <see cref="NumberOf(AccountId)"/> gives them.</param>
    /// <param name="occurredAt">When each occurred, in microseconds since the Unix epoch.</param>
    /// <param name="recordedAt">When each became known, in microseconds since the Unix epoch; where that is not told, when it occurred.</param>
    /// <param name="codes">What each means, as <see cref="CodeOf"/> gives it.</param>
    /// <param name="idHashes">The hash of each id, as <see cref="EventIdHash"/> gives it, or any other 64 bits that tell one event of an account from another.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or code was not given out by this batch, or a time is outside the range of an
    /// <see cref="Instant"/>; nothing is then added.</exception>
    public void Append(ReadOnlySpan<int> accounts, ReadOnlySpan<long> occurredAt, ReadOnlySpan<long> recordedAt, ReadOnlySpan<int> codes, ReadOnlySpan<ulong> idHashes)
    {
        if (occurredAt.Length != accounts.Length || recordedAt.Length != accounts.Length || codes.Length != accounts.Length || idHashes.Length != accounts.Length)
            throw new ArgumentException($"the columns hold {accounts.Length}, {occurredAt.Length}, {recordedAt.Length}, {codes.Length} and {idHashes.Length} events: equal lengths are needed.");
        RequireAllBelow(accounts, AccountCount, nameof(accounts));
        RequireAllBelow(codes, Meanings.Count, nameof(codes));
        RequireInstants(occurredAt, nameof(occurredAt));
        RequireInstants(recordedAt, nameof(recordedAt));
        for (var i = 0; i < occurredAt.Length; i++)
        {
            if (!JourneyFold.IsImpossible(occurredAt[i], recordedAt[i])) _watermark = Math.Max(_watermark, occurredAt[i]);
        }

        for (var start = 0; start < accounts.Length;)
        {
            var chunk = Room();
            var taken = Math.Min(chunk.Free, accounts.Length - start);
            chunk.Add(accounts.Slice(start, taken), occurredAt.Slice(start, taken), recordedAt.Slice(start, taken), codes.Slice(start, taken), idHashes.Slice(start, taken));
            start += taken;
        }

        EventCount += accounts.Length;
    }

    private static void RequireAllBelow(ReadOnlySpan<int> numbers, int count, string name)
    {
        foreach (var number in numbers)
        {
            if ((uint)number >= (uint)count) throw new ArgumentOutOfRangeException(name, number, $"{count} were given out: 0 to {count - 1} is allowed.");
        }
    }

    private static void RequireInstants(ReadOnlySpan<long> times, string name)
    {
        foreach (var time in times)
        {
            if (time < Earliest || time > Latest) throw new ArgumentOutOfRangeException(name, time, "the microseconds of an Instant, -9998 to 9999, are allowed.");
        }
    }
}
