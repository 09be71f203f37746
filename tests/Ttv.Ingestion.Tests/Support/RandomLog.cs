using System.Text;

namespace Ttv.Ingestion.Support;

/// <summary>
/// Logs of JSON lines with a seed: most lines are alike, as in a real log, and any part of any line may be odd - another
/// type, escapes, characters beyond ASCII, white space, a key twice, damage, a line's end.
/// </summary>
internal sealed class RandomLog(int seed, EventFormat format)
{
    private static readonly string[] Oddities =
    [
        "null", "\"\"", "\" \"", "true", "false", "0", "-0", "12", "-3.5", "1e3", "1E-2", "1e999", "01", "-", "1.", ".5", "{}", "[]", "[1,\"two\",{\"a\":1}]", "[{\"a\":1,\"a\":2}]", "[[[]]]",
        "{\"x\":1}", "{\"groupId\":\"inner\",\"groupId\":2}", "{\"deep\":{\"deep\":{\"deep\":1}}}", "{\"\":1}", "\"\\u00e9t\\u00E9\"", "\"été\"", "\"日本\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\udc00x\"", "\"a\\\\b\"", "\"a\\\"b\"", "\"a\\/b\"",
        "\"a\\u0007\"", "\"a\u007f\"", "\"a\u0085\"", "\"\\x\"", "\"\\u12\"", "\"tab\there\"", "'x'", "NaN", "nul", "TRUE", "\"ttv.clock_paused\"", "\"ttv.won\"", "\"ttv.cohort_owner_assigned\"", "\"page\"", "\"screen\"", "\"identify\"", "\"alias\"", "\"2026-03-02\"", "\"1.0\"",
        "123456789012345678901234567890", "\"" + new string('x', 129) + "\"", "\"" + new string('y', 257) + "\"", "\"" + new string('é', 200) + "\"", new string('9', 310),
    ];

    private static readonly string[] Times =
    [
        "\"2026-03-02T09:00:00Z\"", "\"2026-03-02T09:00:00.123Z\"", "\"2026-03-02T09:00:00.1234567Z\"", "\"2026-03-02T09:00:00+01:00\"", "\"2026-03-02 09:00:00.000000\"", "\"2026-03-02 09:00:00 UTC\"", "\"1969-12-31T23:59:59.9999999Z\"",
        "\"2026-02-29T09:00:00Z\"", "\"2024-02-29T09:00:00-05:30\"", "\"2026-03-02T24:00:00Z\"", "\"2026-03-02T09:00\"", "\"2026-03-02\"", "\"0000-01-01T00:00:00Z\"", "\"2026-03-02T09:00:60Z\"", "\"2026\\u002d03-02T09:00:00Z\"", "1772442000", "1772442000123", "\"soon\"",
    ];

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r\r\n", "\n\n", "\n \t\n", "\n\r\n", " \n"];

    private readonly Random _random = new(seed);

    public byte[] Make(int lines)
    {
        using var log = new MemoryStream();
        if (_random.Next(6) == 0) log.Write("\ufeff"u8);
        var layouts = Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Layout()).ToArray();
        var oddness = _random.Next(4) * 4;
        for (var i = 0; i < lines; i++)
        {
            var line = Encoding.UTF8.GetBytes(Fill(layouts[_random.Next(layouts.Length)], oddness));
            if (_random.Next(100) < oddness) line = Damage(line);
            log.Write(line);
            if (i < lines - 1 || _random.Next(3) > 0) log.Write(Encoding.UTF8.GetBytes(_random.Next(100) < oddness ? LineEnds[_random.Next(LineEnds.Length)] : "\n"));
        }

        return log.ToArray();
    }

    /// <summary>A line with letters in the place of its values, its keys shuffled and spaced, some doubled or left out.</summary>
    private string Layout()
    {
        var context = Object("\"groupId\":A", "\"ip\":V", "\"library\":{\"name\":V,\"version\":V}", "\"a.b\":V");
        var properties = Object("\"plan\":V", "\"rows\":N", "\"nested\":{\"deep\":V,\"more\":{\"on\":V}}", "\"name\":V", "\"context.groupId\":V", "\"nested.deep\":V", "\"list\":[1,2]", "\"distinct_id\":A", "\"$insert_id\":I", "\"time\":T");
        return format switch
        {
            EventFormat.Segment => Object("!\"type\":K", "!\"event\":E", "\"name\":V", "!\"userId\":A", "\"groupId\":A", "!\"messageId\":I", "!\"timestamp\":T", "\"receivedAt\":T", "\"traits\":{\"plan\":V}", "!\"context\":" + context, "!\"properties\":" + properties),
            EventFormat.Amplitude => Object("!\"user_id\":A", "\"groups\":{\"g\":A}", "!\"event_type\":E", "!\"event_time\":T", "\"time\":T", "\"server_received_time\":T", "\"server_upload_time\":T", "!\"$insert_id\":I", "\"uuid\":I", "\"platform\":V", "\"country\":V", "\"user_properties\":{\"plan\":V}", "!\"event_properties\":" + properties),
            EventFormat.Mixpanel => Object("!\"event\":E", "!\"properties\":{\"distinct_id\":A,\"time\":T,\"$insert_id\":I,\"mp_processing_time_ms\":T,\"plan\":V,\"nested\":{\"deep\":V}}"),
            EventFormat.Posthog => Object("!\"distinct_id\":A", "!\"event\":E", "!\"timestamp\":T", "\"created_at\":T", "!\"uuid\":I", "!\"properties\":" + properties),
            _ => Object("!\"specversion\":\"1.0\"", "!\"source\":\"/app\"", "!\"subject\":A", "!\"type\":E", "!\"time\":T", "\"recordedtime\":T", "!\"id\":I", "!\"data\":" + properties),
        };
    }

    private string Object(params string[] fields)
    {
        var kept = fields.Where(f => f[0] == '!' || _random.Next(2) == 0).Select(f => f.TrimStart('!')).ToList();
        if (_random.Next(3) == 0) kept = [.. kept.OrderBy(_ => _random.Next())];
        if (_random.Next(40) == 0 && kept.Count > 0) kept.Add(kept[_random.Next(kept.Count)]);
        if (_random.Next(40) == 0) kept.Insert(0, "\"\\u0061\":1");
        var space = _random.Next(3) == 0 ? " " : "";
        return $"{{{space}{string.Join("," + space, kept.Select(f => f.Replace("\":", "\":" + space, StringComparison.Ordinal)))}{space}}}";
    }

    private string Fill(string layout, int oddness)
    {
        var line = new StringBuilder();
        for (var i = 0; i < layout.Length; i++)
        {
            // A placeholder is a capital letter outside of any text.
            if (char.IsAsciiLetterUpper(layout[i]) && layout[i - 1] is ':' or ' ' && char.IsAsciiLetterUpper(layout[i])) line.Append(ValueFor(layout[i], oddness));
            else line.Append(layout[i]);
        }

        return line.ToString();
    }

    private string ValueFor(char place, int oddness)
    {
        if (_random.Next(100) < oddness) return Oddities[_random.Next(Oddities.Length)];
        return place switch
        {
            'K' => _random.Next(5) == 0 ? "\"page\"" : "\"track\"",
            'E' => $"\"event {_random.Next(5)}\"",
            'A' => $"\"account-{_random.Next(20)}\"",
            'I' => $"\"{_random.Next(1000):x8}-{_random.Next(1000):x8}\"",
            'T' => format == EventFormat.Mixpanel ? $"{1_772_442_000 + _random.Next(1_000_000)}" : _random.Next(10) == 0 ? Times[_random.Next(Times.Length)] : $"\"2026-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}T{_random.Next(24):00}:00:00.{_random.Next(1000):000}Z\"",
            'N' => $"{_random.Next(-100, 100)}",
            _ => _random.Next(4) switch { 0 => $"\"value {_random.Next(4)}\"", 1 => $"{_random.Next(10)}.5", 2 => "true", _ => "null" },
        };
    }

    private byte[] Damage(byte[] line)
    {
        switch (_random.Next(7))
        {
            case 0:
                return line[.._random.Next(line.Length)];
            case 1:
                return [.. line, .. line];
            case 2:
                return [.. line, (byte)'x'];
            case 3:
                return [.. line[..^1], .. Encoding.UTF8.GetBytes(",\"filler\":\"" + new string('z', _random.Next(3000)) + "\"}")];
            case 4:
                return [(byte)'[', .. line, (byte)']'];
            default:
                for (var i = 1 + _random.Next(3); i > 0; i--) line[_random.Next(line.Length)] = _random.Next(3) == 0 ? (byte)_random.Next(256) : (byte)"\"{}[]:,\\ 0a\t\r"[_random.Next(13)];
                return line;
        }
    }
}
