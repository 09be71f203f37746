namespace Ttv.Ingestion;

/// <summary>The stable codes that say why a line was set aside.</summary>
public static class SetAsideReasons
{
    /// <summary>The line is longer than the limit.</summary>
    public const string LineTooLong = "line_too_long";

    /// <summary>The line is not valid UTF-8.</summary>
    public const string InvalidUtf8 = "invalid_utf8";

    /// <summary>The line is not one complete JSON value: cut off, trailing text, a key given twice, nested too deep …</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>The JSON value is not an object.</summary>
    public const string NotAnObject = "not_an_object";

    /// <summary>A field that is needed is not there, or is null.</summary>
    public const string MissingField = "missing_field";

    /// <summary>A field has another type than allowed.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>A field's value is not allowed.</summary>
    public const string InvalidValue = "invalid_value";

    /// <summary>A time cannot be read, or lies outside the years 1 to 9999.</summary>
    public const string InvalidTime = "invalid_time";

    /// <summary>The account's id breaks its rule.</summary>
    public const string InvalidAccount = "invalid_account";

    /// <summary>The event's id breaks its rule.</summary>
    public const string InvalidId = "invalid_id";

    /// <summary>The event's name breaks its rule.</summary>
    public const string InvalidName = "invalid_name";

    /// <summary>One of Ttv's own facts does not have the fields it needs.</summary>
    public const string InvalidFact = "invalid_fact";

    /// <summary>A number is too large for a double.</summary>
    public const string NumberOutOfRange = "number_out_of_range";

    /// <summary>The call's type is unknown.</summary>
    public const string UnknownType = "unknown_type";

    /// <summary>The row has another number of fields than the header.</summary>
    public const string WrongFieldCount = "wrong_field_count";

    /// <summary>A quoted field does not end, or text follows its end.</summary>
    public const string BrokenQuote = "broken_quote";
}
