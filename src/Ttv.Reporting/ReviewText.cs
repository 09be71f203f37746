using System.Text;
using Ttv.Cohorts;

namespace Ttv.Reporting;

/// <summary>Renders a review as plain text for a terminal.</summary>
/// <remarks>Control characters in data are shown as dots, so that nothing from a log steers the terminal. Thread-safe.</remarks>
public static class ReviewText
{
    private const int Width = 118;
    private const int WidestTable = 130;

    /// <summary>The review in lines of up to 118 characters, tables up to 130; lines end in a line feed.</summary>
    /// <param name="review">The review.</param>
    /// <param name="title">What the review is of, or null.</param>
    /// <param name="policy">The goals it was judged by; null takes the defaults.</param>
    public static string Render(CohortReview review, string? title = null, ReviewPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(review);
        var document = ReviewDocument.Of(review, title, policy ?? ReviewPolicy.Default);
        var text = new StringBuilder();
        text.Append(Plain(document.Title)).Append('\n').Append('=', document.Title.Length).Append('\n');
        foreach (var section in document.Sections.Where(s => s.Blocks.Count > 0))
        {
            text.Append('\n').Append(section.Heading).Append('\n').Append('-', section.Heading.Length).Append('\n');
            foreach (var block in section.Blocks)
            {
                if (block is ReviewTable table) Append(text, table);
                else Wrap(text, Plain((string)block), "");
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReviewTable table)
    {
        var widths = table.Columns.Select((c, i) => table.Rows.Select(r => Shown(r[i]).Length).Append(c.Length).Max()).ToArray();
        if (widths.Sum() + (2 * (widths.Length - 1)) > WidestTable)
        {
            AppendAsList(text, table);
            return;
        }

        AppendLine(text, table.Columns, widths);
        foreach (var row in table.Rows) AppendLine(text, [.. row.Select(Shown)], widths);
    }

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        for (var i = 0; i < cells.Count; i++) text.Append(i == cells.Count - 1 ? cells[i] : cells[i].PadRight(widths[i] + 2));
        text.Append('\n');
    }

    /// <summary>A table too wide for a terminal: each row as one paragraph, led by its first cell; many cells with their columns' names.</summary>
    private static void AppendAsList(StringBuilder text, ReviewTable table)
    {
        foreach (var row in table.Rows)
        {
            var cells = row.Skip(1).Select((cell, i) => table.Columns.Count > 3 ? $"{table.Columns[i + 1]} {Shown(cell)}" : Shown(cell));
            Wrap(text, $"- {Shown(row[0])}: {string.Join("; ", cells)}", "  ");
        }
    }

    private static string Shown(ReviewCell cell)
    {
        var text = Plain(cell.Text);
        return cell.Status switch
        {
            MetricStatus.Warning when text != "warning" => text + " !!",
            MetricStatus.Warning => "WARNING",
            MetricStatus.Watch when text != "watch" => text + " !",
            _ => text,
        };
    }

    private static void Wrap(StringBuilder text, string paragraph, string indent)
    {
        var column = 0;
        var isFirst = true;
        foreach (var word in paragraph.Split(' '))
        {
            if (!isFirst && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(indent);
                column = indent.Length;
            }
            else if (!isFirst)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
            isFirst = false;
        }

        text.Append('\n');
    }

    private static string Plain(string text) =>
        text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format)
            ? string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '.' : c))
            : text;
}
