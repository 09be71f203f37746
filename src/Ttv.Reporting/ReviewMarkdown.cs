using System.Text;
using Ttv.Cohorts;

namespace Ttv.Reporting;

/// <summary>Renders a review as GitHub-flavoured Markdown.</summary>
/// <remarks>Everything from data is escaped: nothing in it becomes markup or a link. Thread-safe.</remarks>
public static class ReviewMarkdown
{
    /// <summary>The review as Markdown; lines end in a line feed.</summary>
    /// <param name="review">The review.</param>
    /// <param name="title">What the review is of, or null.</param>
    /// <param name="policy">The goals it was judged by; null takes the defaults.</param>
    public static string Render(CohortReview review, string? title = null, ReviewPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(review);
        var document = ReviewDocument.Of(review, title, policy ?? ReviewPolicy.Default);
        var text = new StringBuilder().Append("# ").Append(Escape(document.Title)).Append('\n');
        foreach (var section in document.Sections.Where(s => s.Blocks.Count > 0))
        {
            text.Append("\n## ").Append(section.Heading).Append('\n');
            foreach (var block in section.Blocks)
            {
                text.Append('\n');
                if (block is ReviewTable table) Append(text, table);
                else text.Append(Escape((string)block)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReviewTable table)
    {
        foreach (var column in table.Columns) text.Append("| ").Append(column).Append(' ');
        text.Append("|\n");
        foreach (var _ in table.Columns) text.Append("| --- ");
        text.Append("|\n");
        foreach (var row in table.Rows)
        {
            foreach (var cell in row)
            {
                var mark = cell.Status == MetricStatus.Warning ? "**" : "";
                text.Append("| ").Append(mark).Append(Escape(cell.Text)).Append(mark).Append(' ');
            }

            text.Append("|\n");
        }
    }

    /// <summary>Every ASCII character that can be markup stands behind a backslash; control characters become spaces; what a reader would take for an address loses its shape.</summary>
    private static string Escape(string raw)
    {
        var text = new StringBuilder(raw.Length + 8);
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (char.IsControl(c)) text.Append(' ');
            else if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '!' or '&' or '@') text.Append('\\').Append(c);
            else if (c == ':' && i > 0 && i + 1 < raw.Length && char.IsAsciiLetter(raw[i - 1]) && raw[i + 1] != ' ') text.Append("&#58;");
            else text.Append(c);
        }

        return text.Replace("www.", "www&#46;").ToString();
    }
}
