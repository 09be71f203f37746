using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Events;
using Ttv.Ingestion.Csv;
using Ttv.Ingestion.Json;
using Ttv.Ingestion.Lines;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Ingestion;

/// <summary>Reads a definitions file and notes every fault before it gives up.</summary>
internal sealed class DefinitionsReader
{
    private readonly List<string> _faults = [];

    public DefinitionsFile Read(JsonElement json)
    {
        var root = new JsonSection(json, "$", _faults);
        if (root.Text("schema", needed: true) is { } schema && schema != DefinitionsFile.Schema)
            root.Fault($"schema is {LineException.Quote(schema)}: {DefinitionsFile.Schema} is allowed.");
        var title = root.Text("title");
        var zone = ReadZone(root, "zone") ?? DateTimeZone.Utc;
        var format = root.OneOf<EventFormat>("format");
        var account = root.Text("account");
        var asOf = root.Instant("asOf", zone);
        var segments = (root.Flag("playbook", false) ? Playbook.All.AsEnumerable() : []).ToList();
        foreach (var (value, at) in root.Items("segments"))
        {
            if (ReadSegment(new JsonSection(value, at, _faults), zone) is { } segment) segments.Add(segment);
        }

        if (segments.Count == 0 && _faults.Count == 0) root.Fault("segments is empty: at least one segment, or playbook: true, is needed.");
        var signUp = root.Find("signUp") is { } pattern ? ReadPattern(pattern, "signUp") : null;
        var vocabulary = root.Items("vocabulary").Select(v => ReadEntry(new JsonSection(v.Value, v.At, _faults))).ToArray();
        var dimensions = root.Texts("dimensions") ?? [];
        var profile = root.Texts("profile") ?? [];
        var csv = root.Section("csv") is { } section ? ReadCsv(section, zone) : null;
        var origin = ReadOrigin(root);
        root.Close();
        var catalog = _faults.Count > 0 ? null : root.Make(() => SegmentCatalog.Create(segments));
        if (_faults.Count > 0) throw new TtvValidationException("definitions file", _faults);
        return new DefinitionsFile
        {
            Title = title,
            Definitions = new TtvDefinitions(catalog!, new EventVocabulary(vocabulary.ToValueList()!), signUp, null, zone, dimensions, profile),
            Format = format,
            Csv = csv,
            AccountField = account,
            CohortOrigin = origin,
            AsOf = asOf,
        };
    }

    private static SegmentDefinition? ReadSegment(JsonSection at, DateTimeZone zone)
    {
        var key = at.Text("key", needed: true);
        var title = at.Text("title") ?? key;
        var version = at.Number("version", 1);
        var from = at.Instant("effectiveFrom", zone);
        var (outcome, proof, owner) = (at.Text("desiredOutcome"), at.Text("proofType"), at.Text("owner"));
        var paths = at.Items("paths").Select(p => ReadPath(new JsonSection(p.Value, p.At, at.Faults))).ToArray();
        at.Close();
        if (key is null || Array.Exists(paths, p => p is null)) return null;
        return at.Make(() => SegmentDefinition.Create(key, title!, paths!)) is { } segment
            ? segment with { Version = version, EffectiveFrom = from, DesiredOutcome = outcome, ProofType = proof, Owner = owner }
            : null;
    }

    private static MilestonePath? ReadPath(JsonSection at)
    {
        var before = at.Faults.Count;
        var variant = at.OneOf<Complexity>("variant") ?? Complexity.Standard;
        var key = at.Text("key") ?? WireName.Of(variant);
        var title = at.Text("title") ?? key;
        var deadline = at.Time("deadline", needed: true);
        var isOrdered = at.Flag("ordered", false);
        var support = at.Items("milestones").Select(m => ReadMilestone(new JsonSection(m.Value, m.At, at.Faults))).ToArray();
        var firstValue = at.Section("firstValue") is { } section ? ReadMilestone(section) : null;
        if (at.Find("firstValue") is null) at.Fault($"{at.Place("firstValue")} is missing: the event that proves the first value is needed.");
        at.Close();
        return at.Faults.Count > before ? null : at.Make(() => MilestonePath.Create(key, title, deadline!.Value, [.. support!], firstValue!, variant, isOrdered));
    }

    private static Milestone? ReadMilestone(JsonSection at)
    {
        var completedBy = at.Find("completedBy") is { } completed ? ReadPattern(completed, at.Place("completedBy"), at.Faults) : null;
        if (at.Find("completedBy") is null) at.Fault($"{at.Place("completedBy")} is missing: the event that completes the milestone is needed.");
        var startedBy = at.Find("startedBy") is { } started ? ReadPattern(started, at.Place("startedBy"), at.Faults) : null;
        var key = at.Text("key") ?? completedBy?.EventName ?? "";
        var title = at.Text("title") ?? key;
        var due = at.Time("due");
        var hides = at.OneOf<BlockerType>("hides");
        var (help, action) = (at.Link("helpAsset"), at.Link("nextAction"));
        var isOptional = at.Flag("optional", false);
        at.Close();
        return completedBy is null ? null : new Milestone
        {
            Key = key,
            Title = title,
            CompletedBy = completedBy,
            StartedBy = startedBy,
            DueOffset = due,
            Hides = hides,
            HelpAsset = help,
            NextAction = action,
            IsOptional = isOptional,
        };
    }

    private EventPattern? ReadPattern(JsonElement json, string at) => ReadPattern(json, at, _faults);

    /// <summary>An event's name alone, or an object with conditions.</summary>
    private static EventPattern? ReadPattern(JsonElement json, string place, List<string> faults)
    {
        var before = faults.Count;
        if (json.ValueKind == JsonValueKind.String)
        {
            using var named = JsonDocument.Parse("{}");
            return new JsonSection(named.RootElement, place, faults).Make(() => new EventPattern(json.GetString()!));
        }

        var at = new JsonSection(json, place, faults);
        var name = at.Text("event", needed: true);
        var conditions = at.Items("where").Select(c => ReadCondition(new JsonSection(c.Value, c.At, faults))).ToArray();
        var occurrence = at.Number("occurrence", 1);
        var later = at.Flag("onLaterDateThanSignUp", false);
        at.Close();
        return faults.Count > before ? null : at.Make(() => new EventPattern(name!, [.. conditions!], occurrence, later));
    }

    private static PropertyCondition? ReadCondition(JsonSection at)
    {
        var before = at.Faults.Count;
        var property = at.Text("property", needed: true);
        var comparison = at.OneOf<PropertyOperator>("operator") ?? PropertyOperator.Equals;
        PropertyValue? value = null;
        if (at.Find("value") is { } given)
        {
            switch (given.ValueKind)
            {
                case JsonValueKind.String:
                    value = PropertyValue.Of(given.GetString()!);
                    break;
                case JsonValueKind.Number when given.TryGetDouble(out var number) && double.IsFinite(number):
                    value = PropertyValue.Of(number);
                    break;
                case JsonValueKind.True or JsonValueKind.False:
                    value = PropertyValue.Of(given.GetBoolean());
                    break;
                default:
                    at.Fault($"{at.Place("value")} is {JsonFields.Describe(given)}: text, a number or a truth value is allowed.");
                    break;
            }
        }

        at.Close();
        return at.Faults.Count > before ? null : at.Make(() => new PropertyCondition(property!, comparison, value));
    }

    private static VocabularyEntry? ReadEntry(JsonSection at)
    {
        var before = at.Faults.Count;
        var name = at.Text("event", needed: true);
        var conditions = at.Items("where").Select(c => ReadCondition(new JsonSection(c.Value, c.At, at.Faults))).ToArray();
        var role = at.OneOf<EventRole>("role");
        if (at.Find("role") is null) at.Fault($"{at.Place("role")} is missing: one of {WireName.Allowed<EventRole>()} is needed.");
        var blocker = at.OneOf<BlockerType>("blocker");
        var level = at.OneOf<Complexity>("level");
        at.Close();
        return at.Faults.Count > before ? null : at.Make(() => new VocabularyEntry(new EventPattern(name!, [.. conditions!]), role!.Value, blocker, level));
    }

    private static CsvMapping? ReadCsv(JsonSection at, DateTimeZone zone)
    {
        var account = at.Text("account", needed: true);
        var name = at.Text("event");
        var constant = at.Text("constantEvent");
        if (name is null == constant is null) at.Fault($"{at.At} has {(name is null ? "neither event nor constantEvent" : "both event and constantEvent")}: one of them is needed.");
        if (constant is not null) at.Make(() => new ProductEvent(constant));
        var timestamp = at.Text("timestamp", needed: true);
        var pattern = at.Text("timePattern") ?? "iso";
        CheckPattern(at, pattern);
        var (id, recordedAt) = (at.Text("id"), at.Text("recordedAt"));
        var properties = at.Texts("properties");
        var delimiter = at.Text("delimiter") ?? ",";
        if (delimiter != "whitespace" && (delimiter.Length != 1 || delimiter[0] is '"' or '\r' or '\n'))
            at.Fault($"{at.Place("delimiter")} is {LineException.Quote(delimiter)}: one character other than a quote, or whitespace, is allowed.");
        var hasHeader = at.Flag("header", true);
        var columns = at.Texts("columns");
        if (hasHeader == columns.HasValue) at.Fault($"{at.Place("columns")} {(hasHeader ? "is set, but the header names the columns" : "is missing: without a header the columns' names are needed")}.");
        var own = ReadZone(at, "zone");
        at.Close();
        if (account is null || timestamp is null) return null;
        if (columns is { } named)
        {
            foreach (var column in new[] { account, name, timestamp, id, recordedAt }.Concat(properties?.AsEnumerable() ?? []).Where(c => c is not null && !named.Contains(c)))
                at.Fault($"{at.At}: column {LineException.Quote(column!)} is not among columns.");
        }

        return new CsvMapping
        {
            Account = account,
            Event = name,
            ConstantEvent = constant,
            Timestamp = timestamp,
            TimePattern = pattern,
            Id = id,
            RecordedAt = recordedAt,
            Properties = properties,
            Delimiter = delimiter == "whitespace" ? null : delimiter.FirstOrDefault(),
            HasHeader = hasHeader,
            Columns = columns ?? [],
            Zone = own ?? zone,
        };
    }

    private static void CheckPattern(JsonSection at, string pattern)
    {
        if (pattern is "iso" or "unix_seconds" or "unix_milliseconds") return;
        try
        {
            if (CsvFormat.HasTimeOfDay(pattern)) LocalDateTimePattern.CreateWithInvariantCulture(pattern);
            else LocalDatePattern.CreateWithInvariantCulture(pattern);
        }
        catch (InvalidPatternException e)
        {
            at.Fault($"{at.Place("timePattern")} is {LineException.Quote(pattern)}: iso, unix_seconds, unix_milliseconds or a pattern such as uuuu-MM-dd HH:mm:ss is allowed ({e.Message})");
        }
    }

    private static DateTimeZone? ReadZone(JsonSection at, string name)
    {
        if (at.Text(name) is not { } text) return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } zone) return zone;
        at.Fault($"{at.Place(name)} is {LineException.Quote(text)}: a time zone such as UTC or Europe/Berlin is allowed.");
        return null;
    }

    private LocalDate? ReadOrigin(JsonSection root)
    {
        if (root.Section("cohorts") is not { } cohorts) return null;
        var text = cohorts.Text("origin") ?? "iso";
        cohorts.Close();
        if (text == "iso") return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date) return date.Value;
        _faults.Add($"cohorts.origin is {LineException.Quote(text)}: iso, or a date such as 1997-01-01, is allowed.");
        return null;
    }
}
