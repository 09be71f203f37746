namespace Ttv;

/// <summary>The base of every exception type that Ttv declares.</summary>
public abstract class TtvException : Exception
{
    /// <summary>Creates the exception with what went wrong.</summary>
    protected TtvException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what went wrong and what caused it.</summary>
    protected TtvException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
