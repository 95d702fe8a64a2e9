namespace Galion.Web;

/// <summary>What tells one of the two apps from the other in the shared layout.</summary>
/// <param name="Id">The value of <c>data-app</c>, which picks accent and density: <c>studio</c> or <c>developer</c>.</param>
/// <param name="Name">The word after "Galion" in the header and in page titles.</param>
/// <param name="Description">One sentence for search engines and the installed app.</param>
/// <param name="Navigation">The primary navigation, in reading order.</param>
public sealed record GalionApp(string Id, string Name, string Description, IReadOnlyList<NavigationLink> Navigation)
{
    /// <summary>Paths of the app's own stylesheets, after the shared one.</summary>
    public IReadOnlyList<string> Stylesheets { get; init; } = [];

    /// <summary>Paths of the app's own modules, after the shared one.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>The other app, as the footer and the account menu link to it; null when its address is not configured.</summary>
    public NavigationLink? Sibling { get; init; }

    /// <summary>Background of the browser's own chrome, light and dark.</summary>
    public (string Light, string Dark) ThemeColors { get; init; } = ("#fefbf8", "#150f0b");
}

/// <param name="Label">As people read it.</param>
/// <param name="Href">A path of this app, or an absolute address.</param>
/// <param name="NeedsAccount">Shown only to people who are signed in.</param>
public sealed record NavigationLink(string Label, string Href, bool NeedsAccount = false);
