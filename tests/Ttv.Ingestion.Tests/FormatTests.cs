using System.Text;
using NodaTime;
using Ttv.Events;

namespace Ttv.Ingestion;

/// <summary>What each format's fields become.</summary>
public class FormatTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly Instant Seen = Instant.FromUtc(2026, 3, 2, 9, 5);

    private static (TtvEvent[] Events, ImportReport Report) Read(EventFormat format, string log, EventImportOptions? options = null)
    {
        var import = new EventImport(new MemoryStream(Encoding.UTF8.GetBytes(log)), format, options);
        return ([.. import.Events()], import.Report);
    }

    private static TtvEvent One(EventFormat format, string log, EventImportOptions? options = null)
    {
        var (events, report) = Read(format, log, options);
        Assert.Empty(report.SetAside);
        return Assert.Single(events);
    }

    private static TtvEvent Expected(EventBody body, string id = "m1") => TtvEvent.Create(AccountId.Create("acme"), At, body, EventId.Create(id), Seen);

    [Fact]
    public void Segment_Track_IsAProductEventOfTheGroup() => Assert.Equal(
        Expected(new ProductEvent("Report Shared", EventProperties.Of(("rows", 12), ("nested.deep", true), ("context.groupId", "acme"), ("context.library", "js")))),
        One(EventFormat.Segment, """{"type":"track","event":"Report Shared","userId":"u1","context":{"groupId":"acme","library":"js"},"timestamp":"2026-03-02T09:00:00Z","receivedAt":"2026-03-02T09:05:00.000Z","messageId":"m1","properties":{"rows":12,"nested":{"deep":true}}}"""));

    [Fact]
    public void Segment_IdentifyAndGroup_TellTheProfile()
    {
        Assert.Equal(
            Expected(new ProfileObserved(EventProperties.Of(("plan", "pro")))),
            One(EventFormat.Segment, """{"type":"group","groupId":"acme","timestamp":"2026-03-02T09:00:00Z","receivedAt":"2026-03-02T09:05:00Z","messageId":"m1","traits":{"plan":"pro"}}"""));
        Assert.Equal(
            Expected(new ProfileObserved(EventProperties.Of(("plan", "pro")))),
            One(EventFormat.Segment, """{"type":"identify","userId":"acme","timestamp":"2026-03-02T09:00:00Z","receivedAt":"2026-03-02T09:05:00Z","messageId":"m1","traits":{"plan":"pro"}}"""));
    }

    [Fact]
    public void Segment_Alias_IsIgnoredAndCounted()
    {
        var (events, report) = Read(EventFormat.Segment, """{"type":"alias","userId":"a","previousId":"b"}""");

        Assert.Empty(events);
        Assert.Equal(1, report.Ignored["alias"]);
        Assert.Equal(0, report.SetAsideCount);
    }

    [Fact]
    public void Amplitude_Event_TakesInsertIdAndServerTime() => Assert.Equal(
        Expected(new ProductEvent("shared", EventProperties.Of(("platform", "iOS"), ("rows", 12), ("user_properties.plan", "pro")))),
        One(EventFormat.Amplitude, """{"user_id":"acme","event_type":"shared","event_time":"2026-03-02 09:00:00.000000","server_received_time":"2026-03-02 09:05:00.000000","$insert_id":"m1","platform":"iOS","event_properties":{"rows":12},"user_properties":{"plan":"pro"}}"""));

    [Fact]
    public void Amplitude_Group_IsTheAccount() => Assert.Equal(
        "acme", One(EventFormat.Amplitude, """{"user_id":"u1","groups":{"company":"acme"},"event_type":"shared","event_time":"2026-03-02 09:00:00"}""").Account.Value);

    [Fact]
    public void Mixpanel_Event_TakesEpochSecondsAndInsertId() => Assert.Equal(
        Expected(new ProductEvent("shared", EventProperties.Of(("rows", 12)))),
        One(EventFormat.Mixpanel, $$$"""{"event":"shared","properties":{"distinct_id":"acme","time":{{{At.ToUnixTimeSeconds()}}},"mp_processing_time_ms":{{{Seen.ToUnixTimeMilliseconds()}}},"$insert_id":"m1","rows":12}}"""));

    [Fact]
    public void Posthog_Event_TakesUuidAndCreatedAt() => Assert.Equal(
        Expected(new ProductEvent("shared", EventProperties.Of(("rows", 12)))),
        One(EventFormat.Posthog, """{"distinct_id":"acme","event":"shared","timestamp":"2026-03-02T09:00:00Z","created_at":"2026-03-02T09:05:00Z","uuid":"m1","properties":{"rows":12}}"""));

    [Fact]
    public void Posthog_Identify_SetsTheProfile() => Assert.Equal(
        Expected(new ProfileObserved(EventProperties.Of(("plan", "pro"), ("source", "ad")))),
        One(EventFormat.Posthog, """{"distinct_id":"acme","event":"$identify","timestamp":"2026-03-02T09:00:00Z","created_at":"2026-03-02T09:05:00Z","uuid":"m1","properties":{"$set":{"plan":"pro"},"$set_once":{"plan":"free","source":"ad"}}}"""));

    [Fact]
    public void Cloudevents_Event_IsIdentifiedBySourceAndId() => Assert.Equal(
        Expected(new ProductEvent("shared", EventProperties.Of(("rows", 12))), "/app m1"),
        One(EventFormat.Cloudevents, """{"specversion":"1.0","source":"/app","id":"m1","type":"shared","subject":"acme","time":"2026-03-02T09:00:00Z","recordedtime":"2026-03-02T09:05:00Z","data":{"rows":12}}"""));

    [Fact]
    public void Cloudevents_CohortFact_StandsBesideTheLog()
    {
        var (events, report) = Read(EventFormat.Cloudevents, """{"specversion":"1.0","source":"/app","id":"m1","type":"ttv.cohort_owner_assigned","time":"2026-03-02T09:00:00Z","data":{"cohort":"2026-W10","value":"Ann","set_by":"Bob"}}""");

        Assert.Empty(events);
        Assert.Equal(CohortFact.Create("2026-W10", CohortFactKind.OwnerAssigned, "Ann", "Bob", At), Assert.Single(report.CohortFacts));
    }

    [Fact]
    public void AnyJson_AccountField_TakesTheUsersOwnPath() => Assert.Equal(
        "acme", One(EventFormat.Mixpanel, """{"event":"shared","properties":{"distinct_id":"u1","time":1772442000,"company":{"id":"acme"}}}""", new EventImportOptions { AccountField = "properties.company.id" }).Account.Value);

    [Fact]
    public void Csv_QuotedFieldOverLines_IsOneRecord()
    {
        var mapping = new CsvMapping { Account = "a", Event = "e", Timestamp = "t", Delimiter = ';', TimePattern = "dd.MM.uuuu HH:mm", Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };
        var told = One(EventFormat.Csv, "\ufeffa;e;t;note;n;ok;zip\r\nacme;shared;02.03.2026 10:00;\"two\nlines; \"\"quoted\"\"\";-1.5;true;01234\r\n", new EventImportOptions { Csv = mapping });

        Assert.Equal(At, told.OccurredAt);
        Assert.Equal(EventProperties.Of(("note", "two\nlines; \"quoted\""), ("n", -1.5), ("ok", true), ("zip", "01234")), ((ProductEvent)told.Body).Properties);
    }

    /// <summary>Samoa had no such day.</summary>
    [Theory]
    [InlineData("iso", "2011-12-30")]
    [InlineData("dd.MM.uuuu", "30.12.2011")]
    public void Csv_DateLeftOutByTheZone_BeginsWithTheNextDay(string pattern, string text)
    {
        var mapping = new CsvMapping { Account = "a", Event = "e", Timestamp = "t", TimePattern = pattern, Zone = DateTimeZoneProviders.Tzdb["Pacific/Apia"] };

        Assert.Equal(Instant.FromUtc(2011, 12, 30, 10, 0), One(EventFormat.Csv, $"a,e,t\nacme,shared,{text}\n", new EventImportOptions { Csv = mapping }).OccurredAt);
    }

    [Fact]
    public void Csv_MissingColumn_IsAFaultOfTheMapping() =>
        Assert.Contains("column 'at' is missing", Assert.Throws<TtvValidationException>(() => Read(EventFormat.Csv, "account,event\nacme,x\n", new EventImportOptions { Csv = new CsvMapping { Account = "account", Event = "event", Timestamp = "at" } })).Message, StringComparison.Ordinal);

    [Fact]
    public void AnyFact_InAnyFormat_IsAFact() => Assert.Equal(
        new FitAssessed(0.5, 0.75),
        One(EventFormat.Segment, """{"type":"track","event":"ttv.fit_assessed","userId":"acme","timestamp":"2026-03-02T09:00:00Z","properties":{"potential_value":0.5,"expansion":0.75}}""").Body);
}
