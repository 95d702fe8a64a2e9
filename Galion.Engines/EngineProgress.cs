namespace Galion.Engines;

/// <summary>How far an engine is with one request.</summary>
/// <param name="Fraction">0 to 1 over all results of the request; never falls.</param>
/// <param name="Stage">What is being done, for people: "painting the sky".</param>
/// <param name="EtaMs">Estimated milliseconds to the end, once there is something to estimate from.</param>
/// <param name="PreviewPng">A PNG of at most 192 pixels a side; only in the report that first has it.</param>
public sealed record EngineProgress(double Fraction, string Stage, long? EtaMs = null, byte[]? PreviewPng = null)
{
    /// <summary>The additional property under which a request carries its <see cref="IProgress{T}"/> of this type.</summary>
    public const string Key = "galion_progress";
}
