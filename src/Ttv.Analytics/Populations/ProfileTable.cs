using Ttv.Events;

namespace Ttv.Analytics.Populations;

/// <summary>The profiles of a population by index: those that single events of the batch tell, then those that several tell together.</summary>
internal sealed class ProfileTable(EventMeanings meanings)
{
    private readonly List<EventProperties> _profiles = [.. meanings.Profiles];
    private readonly Dictionary<EventProperties, int> _further = [];

    public EventProperties this[int index] => _profiles[index];

    public int IndexOf(EventProperties profile)
    {
        if (meanings.TryIndexOf(profile, out var index) || _further.TryGetValue(profile, out index)) return index;
        index = _profiles.Count;
        _profiles.Add(profile);
        _further.Add(profile, index);
        return index;
    }
}
