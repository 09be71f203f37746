using System.Text.Json;

namespace Ttv.Cli.Support;

/// <summary>Runs the tool in a folder of its own and shows what it said and wrote.</summary>
internal sealed class Tool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ttv-").FullName;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Out => Path.Combine(Folder, "out");

    public int Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = TtvTool.Run(args, output, error);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, name)));
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
