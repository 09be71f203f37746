namespace Ttv;

/// <summary>Thrown when definitions, options or a document break their rules. Every fault is listed, not just the first.</summary>
public sealed class TtvValidationException : TtvException
{
    /// <summary>Creates the exception for at least one fault.</summary>
    /// <param name="subject">What was validated, such as <c>TtvOptions</c>.</param>
    /// <param name="faults">One sentence a fault; each names the field, the value and what is allowed.</param>
    public TtvValidationException(string subject, IEnumerable<string> faults)
        : this(subject, [.. faults])
    {
    }

    private TtvValidationException(string subject, ValueList<string> faults)
        : base($"{subject} is not valid ({faults.Count} {(faults.Count == 1 ? "fault" : "faults")}):{string.Concat(faults.Select(f => "\n- " + f))}")
    {
        Subject = subject;
        Faults = faults;
    }

    /// <summary>What was validated.</summary>
    public string Subject { get; }

    /// <summary>One sentence a fault, in the order found.</summary>
    public ValueList<string> Faults { get; }

    internal static void ThrowIfAny(string subject, List<string> faults)
    {
        if (faults.Count > 0) throw new TtvValidationException(subject, faults);
    }
}
