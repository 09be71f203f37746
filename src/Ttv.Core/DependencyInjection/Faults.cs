using NodaTime;
using Ttv.Events;

namespace Ttv;

/// <summary>Turns what a factory refuses into faults that name the configuration property.</summary>
internal static class Faults
{
    /// <summary>The zone of an id; null where there is none, or where it is not a zone, which is a fault.</summary>
    public static DateTimeZone? Zone(string at, string? id, List<string> faults)
    {
        if (id is null) return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone) return zone;
        faults.Add($"{at} is '{Text.Names.Shorten(id)}': a time zone such as UTC or Europe/Berlin is allowed.");
        return null;
    }

    public static T? Collect<T>(string at, List<string> faults, Func<T> create)
        where T : class
    {
        try
        {
            return create();
        }
        catch (TtvValidationException e)
        {
            foreach (var fault in e.Faults) faults.Add($"{at}: {fault}");
        }
        catch (ArgumentException e)
        {
            faults.Add($"{at}: {FactFields.FaultIn(e)}");
        }

        return null;
    }
}
