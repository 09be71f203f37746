namespace Ttv.Analytics.Rules;

/// <summary>A rule of the user's own: whether the account of a row shows the behaviour.</summary>
/// <param name="row">The row, 0 to the number of rows less 1.</param>
/// <remarks>Must be pure and thread-safe. It reads what columns it likes, its own or those it was made with.</remarks>
public delegate bool RowRule(int row);
