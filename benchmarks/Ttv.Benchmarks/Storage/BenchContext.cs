using Microsoft.EntityFrameworkCore;

namespace Ttv.Benchmarks.Storage;

internal sealed class BenchContext(DbContextOptions<BenchContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseTtv();
}
