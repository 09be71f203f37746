using System.Diagnostics;

namespace MassTransitBus;

public class MassTransitBusTests
{
    [Fact]
    public async Task Run_AFounderWhoDoesNothing_GetsOneMailOverTheBus()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(MailContext).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(300));

        Assert.Equal((0, "", "acme: You are four steps from “first qualified lead delivered”. Next on your checklist: “data source connected”."), (process.ExitCode, await error, (await output).Trim()));
    }
}
