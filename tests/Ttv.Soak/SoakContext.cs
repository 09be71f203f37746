using Microsoft.EntityFrameworkCore;

namespace Ttv.Soak;

/// <summary>A user's own context: what was sent, and Ttv's tables.</summary>
public class SoakContext(DbContextOptions<SoakContext> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseTtv();
}

/// <summary>A nudge that took effect. Nothing keeps a key from standing twice: a doubled effect shows.</summary>
public class Effect
{
    public long Id { get; set; }

    public required string Key { get; set; }
}
