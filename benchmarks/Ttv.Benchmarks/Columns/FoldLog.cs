using System.Globalization;
using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// A log with a fixed seed as columns: ten events an account on average, wholly unordered, 1 % of them told twice. One account in a
/// hundred pauses and resumes its clock, which only the journey fold can follow.
/// </summary>
internal sealed class FoldLog
{
    /// <summary>The first three sign an account up in a segment each; the next six are what the customer does.</summary>
    public const int SignUps = 3, Session = 3, FirstStep = 5, FirstValue = 8, LastActivity = 8, Cancelled = 9, Called = 10;
    public const long Window = 3 * 86_400 * 1_000_000L;

    private const int Assessed = 11, Paused = 12, Resumed = 13;
    private const long Day = 86_400 * 1_000_000L;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 0, 0);
    private static readonly string[] Segments = ["founder", "marketer", "operator"];
    private static readonly string[] Names = ["session_started", "page", "connected", "imported", "invited", "reported", "cancelled", "called"];

    public FoldLog(int count)
    {
        AccountCount = count / 10;
        (Accounts, Kinds, Ids) = (new int[count], new int[count], new ulong[count]);
        (OccurredAt, RecordedAt) = (new long[count], new long[count]);
        Fill();
        Shuffle();
        AsOf = Start + Duration.FromDays(240);
    }

    public static TtvDefinitions Definitions { get; } = new(
        SegmentCatalog.Create(Segments.Select((key, i) => SegmentDefinition.Create(key, key, MilestonePath.Create(
            key, key, Duration.FromDays(14 + (7 * i)), [Step("connected"), Step("imported"), Step("invited")], Step("reported"))))),
        new EventVocabulary([
            new VocabularyEntry("session_started", EventRole.Session), new VocabularyEntry("cancelled", EventRole.Churn), new VocabularyEntry("called", EventRole.Assist),
            new VocabularyEntry("paused", EventRole.Pause), new VocabularyEntry("resumed", EventRole.Resume),
        ]));

    public int AccountCount { get; }

    public Instant AsOf { get; }

    public long AsOfMicros => AsOf.ToUnixTimeTicks() / 10;

    public int[] Accounts { get; }

    public int[] Kinds { get; }

    public ulong[] Ids { get; }

    public long[] OccurredAt { get; }

    public long[] RecordedAt { get; }

    /// <summary>The log as a batch: the accounts are named, the columns added at once.</summary>
    public EventBatch ToBatch()
    {
        var batch = new EventBatch(Definitions);
        EventBody[] bodies =
        [
            .. Segments.Select(s => new SignedUp(EventProperties.Of(("segment", s)))), .. Names.Select(n => new ProductEvent(n)),
            new FitAssessed(0.6, 0.7), new ProductEvent("paused"), new ProductEvent("resumed"),
        ];
        var codes = bodies.Select(batch.CodeOf).ToArray();
        Span<char> name = stackalloc char[32];
        for (var i = 0; i < AccountCount; i++)
        {
            name.TryWrite(CultureInfo.InvariantCulture, $"account-{i}", out var length);
            batch.NumberOf(name[..length]);
        }

        for (var start = 0; start < Accounts.Length; start += 100_000)
        {
            var part = start..Math.Min(Accounts.Length, start + 100_000);
            batch.Append(Accounts.AsSpan(part), OccurredAt.AsSpan(part), RecordedAt.AsSpan(part), Array.ConvertAll(Kinds[part], k => codes[k]), Ids.AsSpan(part));
        }

        return batch;
    }

    private void Fill()
    {
        var random = new Random(20260302);
        for (var i = 0; i < Accounts.Length; i++)
        {
            if (i >= AccountCount && i % 100 == 99)
            {
                Copy(random.Next(i), i);
                continue;
            }

            Accounts[i] = i < AccountCount ? i : random.Next(AccountCount);
            Kinds[i] = i < AccountCount ? i % SignUps : KindOf(random.Next(1000), Accounts[i]);
            var after = i < AccountCount ? 0 : (long)(Math.Pow(random.NextDouble(), 3) * 60 * Day);
            OccurredAt[i] = (Start.ToUnixTimeTicks() / 10) + (Accounts[i] * 7919L * 60_000_000L % (180 * Day)) + after;
            RecordedAt[i] = OccurredAt[i] + random.Next(5_000_000);
            Ids[i] = (ulong)random.NextInt64();
        }
    }

    private static int KindOf(int draw, int account) => draw switch
    {
        < 300 when account % 100 == 0 => Paused + (draw % 2),
        < 520 => Session,
        < 720 => Session + 1,
        < 800 => FirstStep,
        < 860 => FirstStep + 1,
        < 910 => FirstStep + 2,
        < 950 => FirstValue,
        < 970 => Cancelled,
        < 985 => Called,
        _ => Assessed,
    };

    private void Copy(int from, int to) =>
        (Accounts[to], Kinds[to], Ids[to], OccurredAt[to], RecordedAt[to]) = (Accounts[from], Kinds[from], Ids[from], OccurredAt[from], RecordedAt[from]);

    private void Shuffle()
    {
        var random = new Random(7);
        for (var i = Accounts.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (Accounts[i], Accounts[j]) = (Accounts[j], Accounts[i]);
            (Kinds[i], Kinds[j]) = (Kinds[j], Kinds[i]);
            (Ids[i], Ids[j]) = (Ids[j], Ids[i]);
            (OccurredAt[i], OccurredAt[j]) = (OccurredAt[j], OccurredAt[i]);
            (RecordedAt[i], RecordedAt[j]) = (RecordedAt[j], RecordedAt[i]);
        }
    }

    private static Milestone Step(string name) => new() { Key = name, Title = name, CompletedBy = name };
}
