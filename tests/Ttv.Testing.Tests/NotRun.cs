using Ttv.Testing.Conformance;

namespace Ttv.Testing.NotRun;

/// <summary>Not public: xunit does not run it.</summary>
internal sealed class HiddenLeaseTests : LeaseConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => throw new NotSupportedException();
}
