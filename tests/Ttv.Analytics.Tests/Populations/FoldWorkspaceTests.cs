using Ttv.Events;

namespace Ttv.Analytics.Populations;

public class FoldWorkspaceTests
{
    private const int Accounts = 20_000;
    private const int Events = 200_000;

    [Fact]
    public void Fold_ReusedWorkspace_AllocatesNothingAnAccount()
    {
        var batch = PlainBatch();
        using var workspace = new FoldWorkspace();
        for (var warm = 0; warm < 2; warm++) Population.Fold(batch, workspace: workspace).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Population.Fold(batch, workspace: workspace).Dispose();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    [Fact]
    public void Fold_NewColumns_TakeTheBytesStated()
    {
        var batch = PlainBatch();
        using var workspace = new FoldWorkspace();
        using var first = Population.Fold(batch, workspace: workspace);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var second = Population.Fold(batch, workspace: workspace);
        var bytesAnAccount = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Accounts;
        Assert.Equal(143, Population.BytesPerAccount);
        Assert.InRange(bytesAnAccount, 143, 149);
    }

    [Fact]
    public void HeldBytes_AfterAFold_AreThoseStated()
    {
        using var workspace = new FoldWorkspace();
        Assert.Equal(0, workspace.HeldBytes);
        Population.Fold(PlainBatch(), workspace: workspace).Dispose();
        Assert.InRange(workspace.HeldBytes, (24L * Events) + (143L * Accounts), (30L * Events) + (149L * Accounts));
        workspace.Dispose();
        Assert.Equal(0, workspace.HeldBytes);
        Assert.Throws<ObjectDisposedException>(() => Population.Fold(PlainBatch(), workspace: workspace));
    }

    private static EventBatch PlainBatch()
    {
        var batch = new EventBatch(PopulationLogs.Definitions[1]);
        var signUp = batch.CodeOf(new SignedUp(EventProperties.Of(("segment", "team"))));
        var login = batch.CodeOf(new ProductEvent("login"));
        for (var i = 0; i < Accounts; i++) batch.NumberOf(AccountId.Create($"account-{i}"));
        var times = Enumerable.Range(0, Events).Select(i => (PopulationLogs.T0.ToUnixTimeTicks() / 10) + (i * 1_000_000L)).ToArray();
        batch.Append(
            [.. Enumerable.Range(0, Events).Select(i => i % Accounts)],
            times,
            times,
            [.. Enumerable.Range(0, Events).Select(i => i < Accounts ? signUp : login)],
            [.. Enumerable.Range(0, Events).Select(i => (ulong)i)]);
        return batch;
    }
}
