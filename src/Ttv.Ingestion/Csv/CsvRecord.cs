using System.Text;

namespace Ttv.Ingestion.Csv;

/// <summary>Splits one record into fields: RFC 4180 quotes for a delimiter, plain runs of white space without one.</summary>
internal static class CsvRecord
{
    /// <summary>How a record ended.</summary>
    public enum End
    {
        Complete,
        InsideQuotes,
        TextAfterQuote,
    }

    public static End Split(string record, char? delimiter, List<string> fields)
    {
        fields.Clear();
        if (delimiter is not { } separator)
        {
            fields.AddRange(record.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return End.Complete;
        }

        var field = new StringBuilder();
        for (var i = 0; ; i++)
        {
            field.Clear();
            if (i < record.Length && record[i] == '"')
            {
                var closed = false;
                for (i++; i < record.Length; i++)
                {
                    if (record[i] != '"')
                    {
                        field.Append(record[i]);
                    }
                    else if (i + 1 < record.Length && record[i + 1] == '"')
                    {
                        field.Append('"');
                        i++;
                    }
                    else
                    {
                        closed = true;
                        i++;
                        break;
                    }
                }

                if (!closed) return End.InsideQuotes;
                if (i < record.Length && record[i] != separator) return End.TextAfterQuote;
                fields.Add(field.ToString());
            }
            else
            {
                var next = record.IndexOf(separator, i);
                if (next < 0) next = record.Length;
                fields.Add(record[i..next]);
                i = next;
            }

            if (i >= record.Length) return End.Complete;
        }
    }
}
