using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ttv.Messaging.RabbitMQ;

public class RabbitMqOptionsTests
{
    [Fact]
    public async Task Host_WithFaultyOptions_SaysEveryFaultAtStart()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().UseRabbitMQ(o =>
        {
            o.Uri = new Uri("http://user:secret@host/");
            o.Queue = "";
            o.Prefetch = 0;
        }));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(3, thrown.Failures.Count());
        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithAnAddressTheClientRefuses_SaysSoAtStartWithoutQuotingIt()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().UseRabbitMQ(o => o.Uri = new Uri("amqp://user:secret@host/a/b")));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.StartsWith("Uri is not an address", Assert.Single(thrown.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("not a reference", false)]
    [InlineData("/shop", true)]
    [InlineData("shop", true)]
    [InlineData("https://example.com/shop", true)]
    [InlineData("urn:shop:1", true)]
    public void Source_IsAcceptedWhereACloudEventTakesIt(string source, bool isAccepted)
    {
        foreach (var kind in new[] { UriKind.Relative, UriKind.RelativeOrAbsolute })
        {
            if (!Uri.TryCreate(source, kind, out var uri)) continue;
            var result = new RabbitMqOptionsValidator().Validate(null, new RabbitMqOptions { Uri = new Uri("amqp://localhost"), Source = uri });
            Assert.Equal(isAccepted, result.Succeeded);
            if (isAccepted) NudgeCloudEvent.Decode(NudgeCloudEvent.Encode(Setup.Message("key"), uri));
        }
    }
}
