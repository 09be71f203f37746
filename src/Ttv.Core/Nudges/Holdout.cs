using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ttv.Nudges;

/// <summary>
/// Chooses the accounts that are measured and not nudged: those whose hash, the first 8 bytes (big-endian) of SHA-256 over the
/// account's UTF-8, a zero byte and the salt, is below the share of 2⁶⁴. One choice for the whole programme, the same everywhere.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class Holdout
{
    /// <summary>Whether an account is in the holdout.</summary>
    /// <param name="account">The account.</param>
    /// <param name="share">The holdout's share, 0 to 1.</param>
    /// <param name="salt">Draws another holdout when changed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public static bool Contains(AccountId account, double share, string salt)
    {
        ArgumentNullException.ThrowIfNull(salt);
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share from 0 to 1 is allowed.");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(account.Value + "\0" + salt));
        // The top 53 bits make an exact double in [0, 1).
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53)) < share;
    }
}
