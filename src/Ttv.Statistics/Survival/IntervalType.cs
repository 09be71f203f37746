namespace Ttv.Statistics.Survival;

/// <summary>On which scale a survival probability's interval is made; s is the standard error of log S, z the critical value.</summary>
public enum IntervalType
{
    /// <summary>exp(-exp(log(-log S) ± z s / log S)): stays within 0 and 1, the best coverage in small samples (Borgan and Liestøl 1990). The default.</summary>
    LogLog,

    /// <summary>S exp(± z s), the upper limit at most 1.</summary>
    Log,

    /// <summary>S ± z S s, kept within 0 and 1.</summary>
    Plain,
}
