using Microsoft.EntityFrameworkCore;

namespace Ttv.EntityFrameworkCore;

/// <summary>A user's own context: a table of their own, and Ttv's.</summary>
public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<SentMail> Mails => Set<SentMail>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseTtv();
}

/// <summary>What a user's sender writes; nothing keeps a key from standing twice, so that a doubled effect shows.</summary>
public class SentMail
{
    public long Id { get; set; }

    public required string Key { get; set; }
}
