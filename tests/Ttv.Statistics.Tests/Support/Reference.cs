using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Support;

/// <summary>The reference values under Data, computed by R (see Data/README.md for versions and tolerances).</summary>
internal static class Reference
{
    public static readonly string[] DataSets = ["cdnow_repeat", "lung", "stanford_heart", "ttv_saas_a", "rossi", "gbsg2", "telco", "kidney_transplant"];

    public static Table Data(string name) => Table.Read($"data/{name}.csv.gz");

    public static Table Expected(string name) => Table.Read($"expected/{name}.csv.gz");

    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(Text($"expected/{name}.json.gz"));
        return document.RootElement.Clone();
    }

    /// <summary>The rows of a data set that fulfil a condition. Times are scaled by <see cref="Scale"/>, for the sets with halves and thirds of a unit.</summary>
    public static SurvivalData Survival(Table data, string dataSet, Func<int, bool>? where = null, bool causes = false)
    {
        var rows = Enumerable.Range(0, data.Count).Where(i => where is null || where(i)).ToArray();
        var scale = Scale(dataSet);
        var times = rows.Select(i => Ticks(data.Number(i, "time")!.Value * scale)).ToArray();
        var statuses = rows.Select(i => (int)data.Number(i, "status")!.Value).Select(s => causes || s < 2 ? s : 0).ToArray();
        long[] entries = data.Has("entry") && rows.Any(i => data.Number(i, "entry") > 0)
            ? rows.Select(i => Ticks(data.Number(i, "entry")!.Value * scale)).ToArray()
            : [];
        double[] weights = data.Has("weight") ? rows.Select(i => data.Number(i, "weight")!.Value).ToArray() : [];
        return SurvivalData.Create(times, statuses, entries, weights);
    }

    /// <summary>Ticks a unit of the data set: stanford_heart has half days.</summary>
    public static double Scale(string dataSet) => dataSet == "stanford_heart" ? 2 : 1;

    public static string Text(string file)
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", file)), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static long Ticks(double value) =>
        value == Math.Floor(value) ? (long)value : throw new InvalidOperationException($"{value} is not a whole number of ticks.");

    internal sealed class Table
    {
        private readonly Dictionary<string, int> _columns;
        private readonly string[][] _rows;

        private Table(string[][] lines)
        {
            _columns = lines[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
            _rows = lines[1..];
        }

        public int Count => _rows.Length;

        public static Table Read(string file) =>
            new(Reference.Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Replace("\"", "", StringComparison.Ordinal).Split(',')).ToArray());

        public bool Has(string column) => _columns.ContainsKey(column);

        public string Text(int row, string column) => _rows[row][_columns[column]];

        public double? Number(int row, string column)
        {
            var text = Text(row, column);
            return text is "" or "NA" ? null : double.Parse(text, CultureInfo.InvariantCulture);
        }
    }
}
