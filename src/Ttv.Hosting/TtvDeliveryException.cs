namespace Ttv.Hosting;

/// <summary>Thrown when one message could not be delivered, and the way there is not at fault: after some attempts it is set aside.</summary>
public sealed class TtvDeliveryException : TtvException
{
    /// <summary>Creates the exception with why.</summary>
    public TtvDeliveryException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
