using Ttv.Events;

namespace Ttv;

/// <summary>Turns what a factory refuses into faults that name the configuration property.</summary>
internal static class Faults
{
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
