using Microsoft.EntityFrameworkCore;
using Ttv;
using Ttv.Hosting.Messaging;

namespace MassTransitBus;

/// <summary>The back end's own table, and Ttv's beside it.</summary>
public sealed class MailContext(DbContextOptions<MailContext> options) : DbContext(options)
{
    public DbSet<Mail> Mails => Set<Mail>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseTtv();
}

public sealed class Mail
{
    public long Id { get; set; }

    public required string Account { get; set; }

    public required string Text { get; set; }
}

/// <summary>Writes a nudge as a mail; the row commits with the mark that the nudge took effect.</summary>
internal sealed class MailSender(MailContext database) : INudgeSender
{
    public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        database.Mails.Add(new Mail { Account = message.Decision.Account.Value, Text = message.Decision.Copy ?? "" });
        return new(NudgeDelivery.Sent);
    }
}
