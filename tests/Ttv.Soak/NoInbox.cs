using Microsoft.Extensions.DependencyInjection;
using Ttv.Events;
using Ttv.Hosting.Storage;

namespace Ttv.Soak;

/// <summary>The control: runs every effect whenever a message comes, as one does who trusts the broker.</summary>
internal sealed class NoInbox(IServiceScopeFactory scopes) : IInbox
{
    private sealed class Transaction(IServiceProvider services) : IInboxTransaction
    {
        public IServiceProvider Services => services;

        public void Record(TtvEvent told)
        {
        }
    }

    public async ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        await effect(new Transaction(scope.ServiceProvider), cancellationToken);
        await scope.ServiceProvider.GetRequiredService<SoakContext>().SaveChangesAsync(cancellationToken);
        return InboxOutcome.Handled;
    }
}
