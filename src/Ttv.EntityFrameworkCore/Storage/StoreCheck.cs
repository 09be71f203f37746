using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>Refuses to start a host whose context is not set up for Ttv, and says what is missing. The database itself may be away at that time.</summary>
internal sealed class StoreCheck<TContext>(RelationalStore<TContext> store) : IHostedService
    where TContext : DbContext
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        store.Check();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
