using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Ttv.Hosting.Storage;
using Ttv.Testing.Conformance;
using Xunit.Sdk;

namespace Ttv.Testing;

/// <summary>The suites are worth their name: a store of which any one operation does nothing fails them.</summary>
public class ConformanceSuitesTests
{
    private static readonly Type[] Ports =
        [typeof(IEventLog), typeof(IAccountStore), typeof(IOutbox), typeof(IDeadLetterStore), typeof(IInbox), typeof(ILeaseStore), typeof(IReviewStore), typeof(IRetentionStore)];

    public static TheoryData<string> Operations => new(Ports.SelectMany(p => p.GetMethods().Select(m => $"{p.Name}.{m.Name}")));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Suites_StoreWithASilencedOperation_AreNotPassed(string operation)
    {
        foreach (var (suite, fact) in Facts())
        {
            try
            {
                await RunAsync(suite, fact, operation);
            }
            catch (Exception e) when (e is not TestClassException)
            {
                return;
            }
        }

        Assert.Fail($"Every suite is passed by a store whose {operation} does nothing.");
    }

    [Fact]
    public async Task Suites_TheReferenceStore_ArePassed()
    {
        foreach (var (suite, fact) in Facts()) await RunAsync(suite, fact, silenced: null);
    }

    [Fact]
    public void MissingIn_AssemblyWithoutStores_NamesEverySuite()
    {
        Assert.Equal(ConformanceSuites.ForStores, ConformanceSuites.MissingIn(typeof(IEventLog).Assembly));
        Assert.Empty(ConformanceSuites.MissingIn(typeof(ConformanceSuitesTests).Assembly));
        Assert.Equal(ConformanceSuites.ForStores, ConformanceSuites.MissingIn(typeof(ConformanceSuitesTests).Assembly, "Elsewhere"));
    }

    [Fact]
    public void MissingForPublishersIn_AssemblyWithoutPublishers_NamesEverySuite()
    {
        Assert.Equal([typeof(PublisherConformance)], ConformanceSuites.ForPublishers);
        Assert.Equal(ConformanceSuites.ForPublishers, ConformanceSuites.MissingForPublishersIn(typeof(IEventLog).Assembly));
        Assert.Empty(ConformanceSuites.MissingForPublishersIn(typeof(ConformanceSuitesTests).Assembly));
        Assert.Equal(ConformanceSuites.ForPublishers, ConformanceSuites.MissingForPublishersIn(typeof(ConformanceSuitesTests).Assembly, "Elsewhere"));
    }

    [Fact]
    public void MissingIn_ClassesThatXunitDoesNotRun_ImplementNothing()
    {
        Assert.Equal(ConformanceSuites.ForStores, ConformanceSuites.MissingIn(typeof(ConformanceSuitesTests).Assembly, typeof(NotRun.HiddenLeaseTests).Namespace));
        Assert.Equal(ConformanceSuites.ForPublishers, ConformanceSuites.MissingForPublishersIn(typeof(ConformanceSuitesTests).Assembly, typeof(NotRun.HiddenLeaseTests).Namespace));
    }

    private static IEnumerable<(Type Suite, MethodInfo Fact)> Facts() =>
        typeof(ConformanceSuitesTests).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(StoreConformance)) && t.IsAssignableTo(typeof(IMutated)))
            .SelectMany(t => t.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null && m.GetParameters().Length == 0).Select(m => (t, m)));

    private static async Task RunAsync(Type suite, MethodInfo fact, string? silenced)
    {
        var test = (StoreConformance)Activator.CreateInstance(suite)!;
        ((IMutated)test).Silenced = silenced;
        await test.InitializeAsync();
        try
        {
            await (Task)fact.Invoke(test, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        }
        finally
        {
            await test.DisposeAsync();
        }
    }
}

internal interface IMutated
{
    string? Silenced { get; set; }
}

/// <summary>A port of which one operation does nothing and answers with nothing.</summary>
public class SilencedPort<TPort> : DispatchProxy
    where TPort : class
{
    internal TPort? Inner { get; set; }

    internal string? Silenced { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if ($"{typeof(TPort).Name}.{targetMethod!.Name}" != Silenced) return targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        var type = targetMethod.ReturnType;
        if (type.GetGenericTypeDefinitionOrSelf() != typeof(IAsyncEnumerable<>)) return Activator.CreateInstance(type);
        return typeof(AsyncEnumerable).GetMethod(nameof(AsyncEnumerable.Empty))!.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, null);
    }
}

internal static class Types
{
    public static Type GetGenericTypeDefinitionOrSelf(this Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}

internal static class SilencedStore
{
    public static Task<StoreUnderTest> CreateAsync(string? silenced)
    {
        var real = new ServiceCollection().AddLogging().AddTtv(t => t.AddPlaybook().UseInMemoryStore()).BuildServiceProvider();
        var services = new ServiceCollection();
        Add<IEventLog>();
        Add<IAccountStore>();
        Add<IOutbox>();
        Add<IDeadLetterStore>();
        Add<IInbox>();
        Add<ILeaseStore>();
        Add<IReviewStore>();
        Add<IRetentionStore>();
        var proxies = services.BuildServiceProvider();
        return Task.FromResult(new StoreUnderTest(proxies, async () =>
        {
            await proxies.DisposeAsync();
            await real.DisposeAsync();
        }));

        void Add<TPort>()
            where TPort : class
        {
            var port = DispatchProxy.Create<TPort, SilencedPort<TPort>>();
            ((SilencedPort<TPort>)(object)port).Inner = real.GetRequiredService<TPort>();
            ((SilencedPort<TPort>)(object)port).Silenced = silenced;
            services.AddSingleton(port);
        }
    }
}
