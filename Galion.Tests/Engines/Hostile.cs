using System.Globalization;

namespace Galion.Tests.Engines;

/// <summary>How many random and hostile requests a test makes: few in every run, as many as GALION_HOSTILE_REQUESTS says in a long one; GALION_HOSTILE_SEED moves on to others.</summary>
internal static class Hostile
{
    /// <summary>Added to the seed of a test, so that a long run can be taken in parts and repeated with requests that were never tried.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("GALION_HOSTILE_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 0;

    /// <param name="usual">How many where nothing is said.</param>
    /// <param name="share">How many of those asked for, for requests that take long.</param>
    public static int Requests(int usual, double share = 1) =>
        int.TryParse(Environment.GetEnvironmentVariable("GALION_HOSTILE_REQUESTS"), CultureInfo.InvariantCulture, out var asked) ? (int)Math.Ceiling(asked * share) : usual;
}
