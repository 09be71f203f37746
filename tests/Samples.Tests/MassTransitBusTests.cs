using System.Diagnostics;

namespace MassTransitBus;

public class MassTransitBusTests
{
    [Fact]
    public async Task Run_AFounderWhoDoesNothing_GetsOneMailOverTheBus()
    {
        // From its own folder: beside the other sample's it would run on that one's framework.
        var program = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "Samples.Tests"), Path.Combine("samples", "MassTransitBus"), StringComparison.Ordinal), "MassTransitBus.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(300));

        Assert.Equal((0, "", "acme: You are four steps from “first qualified lead delivered”. Next on your checklist: “data source connected”."), (process.ExitCode, await error, (await output).Trim()));
    }
}
