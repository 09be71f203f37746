using System.Globalization;
using System.Text;

namespace Ttv.Ingestion.Support;

/// <summary>Lines with a seed that are JSON, or nearly: every kind of value, space and escape, names that repeat, and now and then some damage.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Names = ["type", "event", "context", "properties", "groupId", "plan", "library", "a", "b", "a.b", "ä", "", "a much longer name than sixteen bytes", "\\u0061"];

    private static readonly string[] Texts = ["", "x", "track", "2026-03-02T09:00:00Z", "zwölf", "日本", "😀", "\\n", "a\\\\", "\\\"", "\\/\\b\\f\\r\\t", "\\u00e9", "\\u00E9\\u0000", "\\\\ud800", "\\ud83d\\ude00", "\\uD800", "\\x", "\\u12", "\\u12g4", "\\", "\u007f", "\t", "\u0001", "{\\\"}[]:,"];

    private static readonly string[] Scalars = ["true", "false", "null", "0", "-0", "7", "-12.50", "1e5", "1E+2", "2e-3", "1e308", "1e309", "1e999", "123456789012345678901234567890", "01", "-", "1.", ".5", "+1", "1e", "1e+", "-a", "tru", "True", "nul", "truex", "NaN", "'x'", "1/2", "/", "1 2", "x"];

    private static readonly string[] Spaces = [" ", "\t", "\r", "  ", " \r\t "];

    private static readonly byte[] Marks = "\"{}[]:,\\ \t\r0a-.eEu/tfn\0\u0001"u8.ToArray();

    private readonly Random _random = new(seed);
    private readonly StringBuilder _line = new();
    private int _oddness;
    private int _spacing;

    /// <summary>A line without a line feed, valid UTF-8.</summary>
    public byte[] Line()
    {
        _line.Clear();
        (_oddness, _spacing) = (_random.Next(3) * 2, _random.Next(3) * 10);
        Object(_random.Next(20) == 0 ? 60 + _random.Next(8) : _random.Next(5));
        if (Chance(5)) _line.Append("x\r \"{"[_random.Next(5)]);
        return Damaged(Encoding.UTF8.GetBytes(_line.ToString()));
    }

    /// <summary>The same line with none to two other bytes, or cut off.</summary>
    public byte[] Damaged(byte[] sound)
    {
        if (sound.Length == 0) return sound;
        var line = sound.ToArray();
        for (var i = _random.Next(4) - 1; i > 0; i--)
        {
            var at = _random.Next(line.Length);
            if (line[at] < 128) line[at] = Marks[_random.Next(Marks.Length)];
        }

        return Chance(5) && line.All(b => b < 128) ? line[.._random.Next(line.Length)] : line;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private void Space()
    {
        if (Chance(_spacing)) _line.Append(Spaces[_random.Next(Spaces.Length)]);
    }

    private void Object(int depth) => Many('{', '}', depth, i =>
    {
        // Numbered names are given once.
        var name = _random.Next(3) == 0 ? Names[_random.Next(Names.Length)] : Names[i % 8] + i.ToString(CultureInfo.InvariantCulture);
        _line.Append('"').Append(Chance(_oddness) ? Texts[_random.Next(Texts.Length)] : name).Append('"');
        Space();
        _line.Append(Chance(_oddness) ? "=" : ":");
        Space();
    });

    private void Many(char open, char close, int depth, Action<int>? name)
    {
        _line.Append(open);
        Space();
        var count = depth > 6 ? 1 : _random.Next(6);
        for (var i = 0; i < count; i++)
        {
            name?.Invoke(i);
            Value(depth - 1);
            Space();
            if (i < count - 1 || Chance(_oddness)) _line.Append(',');
            Space();
        }

        _line.Append(Chance(_oddness) ? open : close);
        Space();
    }

    private void Value(int depth)
    {
        if (depth > 6 || (depth > 0 && Chance(40)))
        {
            if (Chance(25)) Many('[', ']', depth, name: null);
            else Object(depth);
        }
        else if (Chance(50))
        {
            _line.Append('"').Append(Texts[_random.Next(Chance(_oddness) ? Texts.Length : 6)]).Append('"');
        }
        else
        {
            _line.Append(Scalars[_random.Next(Chance(_oddness) ? Scalars.Length : 7)]);
        }
    }
}
