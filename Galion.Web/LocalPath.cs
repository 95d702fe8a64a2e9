namespace Galion.Web;

/// <summary>Keeps redirects on this site: a return address comes from the browser and cannot be trusted.</summary>
public static class LocalPath
{
    private const int MaximumLength = 2_000;

    /// <summary>The path when it is a path of this app, otherwise <c>/</c>.</summary>
    public static string OrRoot(string? path) => IsLocal(path) ? path! : "/";

    /// <summary>A page's address with <c>returnUrl</c>, which is left out where it would say nothing.</summary>
    public static string WithReturn(string page, string? returnUrl) =>
        IsLocal(returnUrl) && returnUrl != "/" ? $"{page}?returnUrl={Uri.EscapeDataString(returnUrl!)}" : page;

    /// <summary>
    /// "//host" is another site to a browser. A browser also reads a backslash as a slash and drops tabs and line breaks, so "/\host" and
    /// "/⇥/host" would leave this site as well.
    /// </summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/', ..] && path.Length <= MaximumLength
        && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);
}
