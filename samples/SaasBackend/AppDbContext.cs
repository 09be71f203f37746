using Microsoft.EntityFrameworkCore;
using Ttv;

namespace SaasBackend;

/// <summary>The back end's own tables, and Ttv's beside them.</summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Mail> Mails => Set<Mail>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseTtv();
}

public sealed class Customer
{
    public const int LongestCompany = 200;

    public required string Id { get; set; }

    public required string Company { get; set; }

    public required string Segment { get; set; }
}

/// <summary>A mail on its way to a customer: the mailer takes it from here.</summary>
public sealed class Mail
{
    public long Id { get; set; }

    public required string CustomerId { get; set; }

    /// <summary>The nudge's key: the mailer passes it on as its own idempotency key.</summary>
    public required string NudgeKey { get; set; }

    public required string Rule { get; set; }

    public required string Text { get; set; }
}
