namespace Galion.NexusLang.Compiling;

/// <summary>How programs are compiled; anything but the default is only for comparing.</summary>
/// <param name="IsSpecialized">Whether variables, fields and elements are kept as what they are found to be.</param>
/// <param name="IsMetered">Whether steps are counted, without which nothing stops a run.</param>
internal sealed record CompilerOptions(bool IsSpecialized = true, bool IsMetered = true)
{
    internal static readonly CompilerOptions Default = new();
}
