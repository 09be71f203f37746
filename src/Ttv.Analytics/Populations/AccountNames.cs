using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Ttv.Analytics.Populations;

/// <summary>Gives each account id a number, from 0 in the order in which they are first met. An id becomes a string once.</summary>
internal sealed class AccountNames
{
    private readonly List<AccountId> _ids = [];
    private readonly Dictionary<string, int> _numbers;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbersBySpan;

    public AccountNames()
    {
        _numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        _numbersBySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _ids.Count;

    public AccountId this[int number] => _ids[number];

    /// <summary>The number of a known account, or -1.</summary>
    public int Find(AccountId account) => _numbers.TryGetValue(account.Value, out var number) ? number : -1;

    public int NumberOf(AccountId account)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, account.Value, out var isKnown);
        if (isKnown) return number;
        number = _ids.Count;
        _ids.Add(account);
        return number;
    }

    public int NumberOf(ReadOnlySpan<char> account) => _numbersBySpan.TryGetValue(account, out var number) ? number : NumberOf(AccountId.Create(new string(account)));

    public int NumberOf(ReadOnlySpan<byte> utf8Account)
    {
        Span<char> units = stackalloc char[AccountId.MaxLength];
        return Utf8.ToUtf16(utf8Account, units, out var read, out var length, replaceInvalidSequences: false) switch
        {
            OperationStatus.Done => NumberOf(units[..length]),
            OperationStatus.DestinationTooSmall => NumberOf(AccountId.Create(Encoding.UTF8.GetString(utf8Account))),
            _ => throw new ArgumentException($"utf8Account is not UTF-8 from byte {read} on: two accounts could not be told apart.", nameof(utf8Account)),
        };
    }
}
