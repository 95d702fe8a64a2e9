namespace Galion.Web;

/// <summary>Loosens the content security policy for one page, on its component: <c>@attribute [PageSecurity(…)]</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageSecurityAttribute : Attribute
{
    /// <summary>Allows style elements and attributes that a module of ours writes. Scripts stay restricted to our own files.</summary>
    public bool InlineStyles { get; init; }

    /// <summary>Allows the style elements that carry <see cref="StyleNonce.Of"/>, which a module of ours is given. Safer than <see cref="InlineStyles"/>.</summary>
    public bool StyleNonce { get; init; }
}
