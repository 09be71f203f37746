namespace Ttv.EntityFrameworkCore.Storage;

/// <summary>Takes the values of one row, column by column, without boxing them.</summary>
/// <remarks>Not thread-safe.</remarks>
public abstract class ColumnSink
{
    /// <summary>Takes a text.</summary>
    public abstract void Text(string? value);

    /// <summary>Takes a whole number of 64 bits.</summary>
    public abstract void Int64(long? value);

    /// <summary>Takes a whole number of 32 bits.</summary>
    public abstract void Int32(int? value);

    /// <summary>Takes a truth value.</summary>
    public abstract void Boolean(bool value);
}
