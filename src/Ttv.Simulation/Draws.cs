namespace Ttv.Simulation;

/// <summary>
/// Random draws that depend on seed, account and stream alone, never on what was drawn before them elsewhere: SplitMix64 (Steele,
/// Lea and Flood 2014) started at a hash of the three. The same on every machine.
/// </summary>
internal struct Draws
{
    private ulong _state;

    public Draws(ulong seed, ulong account, ulong stream) => _state = Mix(seed ^ Mix(account ^ Mix(stream + 0x9e3779b97f4a7c15UL)));

    /// <summary>A number above 0 and below 1.</summary>
    public double Uniform()
    {
        _state += 0x9e3779b97f4a7c15UL;
        return ((Mix(_state) >> 11) + 0.5) * (1.0 / (1UL << 53));
    }

    /// <summary>A waiting time of a Weibull distribution, in the scale's unit; a shape of 1 is the exponential.</summary>
    public double Weibull(double shape, double scale) => scale * Math.Pow(-Math.Log(Uniform()), 1 / shape);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
        return z ^ (z >> 31);
    }
}
