using System.Globalization;
using RabbitMQ.Client;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>How nudges travel over RabbitMQ. A host checks it when it starts and lists every fault.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>Where the broker is, such as <c>amqp://user:password@host:5672/vhost</c>; needed. It is never logged.</summary>
    public Uri? Uri { get; set; }

    /// <summary>The durable topic exchange that nudges are published to, 1 to 127 characters; <c>ttv.nudges</c> by default. The routing key is the rule's key.</summary>
    public string Exchange { get; set; } = "ttv.nudges";

    /// <summary>The durable queue that nudges are consumed from, 1 to 127 characters; <c>ttv.nudges</c> by default.</summary>
    public string Queue { get; set; } = "ttv.nudges";

    /// <summary>The durable queue of messages given up, each with its reason, 1 to 127 characters; <c>ttv.nudges.dead</c> by default.</summary>
    public string DeadLetterQueue { get; set; } = "ttv.nudges.dead";

    /// <summary>Whether this instance declares exchange, queues and bindings; true by default. False where the broker's operator does.</summary>
    public bool DeclaresTopology { get; set; } = true;

    /// <summary>Whether this instance consumes, where a sender is added; true by default.</summary>
    public bool Consumes { get; set; } = true;

    /// <summary>How many messages are handled at once; 16 by default, 1 to 1,000.</summary>
    public int Prefetch { get; set; } = 16;

    /// <summary>
    /// The failures of its sender after which a message is given up; 5 by default, 1 to 100. They are counted in the message's header
    /// <c>ttv-failures</c>; a store that does not answer, a restart and a redelivery by the broker do not count.
    /// </summary>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>The pause before a failed message is delivered again, doubled each time up to a minute; 1 second by default, 1 millisecond to 1 minute.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for the broker's confirmation; 30 seconds by default, 1 millisecond to 10 minutes.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What the CloudEvents name as their source, a URI or a relative reference, not empty; <c>/ttv</c> by default.</summary>
    public Uri Source { get; set; } = new("/ttv", UriKind.Relative);

    /// <summary>Makes connections. No recovery behind our backs: whoever uses a channel opens another one when it is lost, and what is needed is declared.</summary>
    internal ConnectionFactory Factory() => new() { Uri = Uri!, AutomaticRecoveryEnabled = false };

    /// <summary>The pause after so many failures in a row.</summary>
    internal TimeSpan Backoff(int failures) => TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerMinute, (long)(RetryAfter.Ticks * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)))));

    internal List<string> Faults()
    {
        var faults = new List<string>();
        if (Uri is null) faults.Add($"{nameof(Uri)} is missing: an address such as amqp://user:password@host:5672/vhost is needed.");
        else if (!Uri.IsAbsoluteUri || Uri.Scheme is not ("amqp" or "amqps")) faults.Add($"{nameof(Uri)} is not an amqp address: the scheme amqp or amqps is needed.");
        else if (!IsAccepted()) faults.Add($"{nameof(Uri)} is not an address that the client takes: amqp://user:password@host:5672/vhost is needed, special characters escaped, a virtual host of one segment.");
        Name(nameof(Exchange), Exchange);
        Name(nameof(Queue), Queue);
        Name(nameof(DeadLetterQueue), DeadLetterQueue);
        if (Queue == DeadLetterQueue) faults.Add($"{nameof(DeadLetterQueue)} is '{DeadLetterQueue}', the queue itself: another is needed.");
        if (Prefetch is < 1 or > 1000) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Prefetch)} is {Prefetch}: 1 to 1000 is allowed."));
        if (MaxDeliveries is < 1 or > 100) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxDeliveries)} is {MaxDeliveries}: 1 to 100 is allowed."));
        if (RetryAfter < TimeSpan.FromMilliseconds(1) || RetryAfter > TimeSpan.FromMinutes(1)) faults.Add($"{nameof(RetryAfter)} is {RetryAfter}: 00:00:00.001 to 00:01:00 is allowed.");
        if (ConfirmTimeout < TimeSpan.FromMilliseconds(1) || ConfirmTimeout > TimeSpan.FromMinutes(10)) faults.Add($"{nameof(ConfirmTimeout)} is {ConfirmTimeout}: 00:00:00.001 to 00:10:00 is allowed.");
        if (Source is null) faults.Add($"{nameof(Source)} is missing: a URI reference such as /ttv is needed.");
        else if (!Uri.IsWellFormedUriString(Source.OriginalString, UriKind.Absolute) && !(Source.OriginalString.Length > 0 && Uri.IsWellFormedUriString(Source.OriginalString, UriKind.Relative)))
        {
            faults.Add($"{nameof(Source)} is '{Source.OriginalString}': a URI or a relative reference such as /ttv is needed, not empty and with special characters escaped.");
        }

        return faults;

        bool IsAccepted()
        {
            try
            {
                return Factory().Endpoint is not null;
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                // Its message quotes the address.
                return false;
            }
        }

        void Name(string name, string? value)
        {
            if (string.IsNullOrEmpty(value) || value.Length > 127) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} has {value?.Length ?? 0} characters: 1 to 127 are allowed."));
        }
    }
}
