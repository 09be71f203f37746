using Ttv.Hosting.Messaging;
using Ttv.Nudges;

namespace SaasBackend;

/// <summary>Writes a nudge as a mail. The row commits with the mark that the nudge took effect: once, whatever is killed when.</summary>
public sealed class MailNudgeSender(AppDbContext database) : INudgeSender
{
    public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        var decision = message.Decision;
        database.Mails.Add(new Mail
        {
            CustomerId = decision.Outcome == NudgeOutcome.Escalate ? decision.Approver! : decision.Account.Value,
            NudgeKey = decision.Key,
            Rule = decision.Rule,
            Text = decision.Copy ?? "",
        });
        return new(NudgeDelivery.Sent);
    }
}
