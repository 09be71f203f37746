using System.Net.Sockets;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Says what went wrong with the broker in its own words, which hold no credentials; of any other exception the type alone, because its message may quote the address.</summary>
internal static class BrokerFault
{
    public static string Of(Exception exception)
    {
        var cause = exception;
        while (true)
        {
            switch (cause)
            {
                case OperationInterruptedException { ShutdownReason: { } reason }: return Of(reason);
                case PossibleAuthenticationFailureException: return WireText.Cut($"{cause.GetType().Name}: {cause.Message}");
                case SocketException socket: return $"{nameof(SocketException)}: {socket.SocketErrorCode}";
            }

            if (cause.InnerException is not { } inner) return cause.GetType().Name;
            cause = inner;
        }
    }

    /// <summary>The reply code and text.</summary>
    public static string Of(ShutdownEventArgs reason) => WireText.Cut(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reason.ReplyCode} {reason.ReplyText}"));
}
