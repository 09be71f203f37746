namespace Ttv.Hosting;

/// <summary>Thrown when the way to the receiver is at fault: a broker does not answer, refuses, or routes the message nowhere. It is tried again until it works.</summary>
public sealed class TtvPublishException : TtvException
{
    /// <summary>Creates the exception with why.</summary>
    public TtvPublishException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
