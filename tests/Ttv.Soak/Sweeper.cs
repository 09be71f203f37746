using Microsoft.Extensions.Hosting;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Retention;

namespace Ttv.Soak;

/// <summary>Retention, far more often than anybody's: what it deletes wrongly, or holds up, shows.</summary>
internal sealed class Sweeper(RetentionJob job) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await job.RunOnceAsync(stoppingToken);
            }
            catch (TtvStoreException)
            {
                // The next one does it.
            }

            await Task.Delay(300, stoppingToken);
        }
    }
}

/// <summary>Leaves a row for every nudge that takes effect.</summary>
internal sealed class EffectSender(SoakContext context) : INudgeSender
{
    public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        context.Effects.Add(new Effect { Key = message.Decision.Key });
        return new(NudgeDelivery.Sent);
    }
}
