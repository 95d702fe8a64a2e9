using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Galion.Api.Accounts;

public static class GalionAuthorization
{
    private static readonly AuthorizationPolicy User =
        new AuthorizationPolicyBuilder(GalionAuthentication.SchemeName).RequireClaim(CurrentUser.UserClaim)
            .RequireAssertion(context => !context.User.HasClaim(claim => claim.Type == CurrentUser.GuestClaim)).Build();

    private static readonly AuthorizationPolicy UserOrGuest =
        new AuthorizationPolicyBuilder(GalionAuthentication.SchemeName).RequireClaim(CurrentUser.UserClaim).Build();

    private static readonly AuthorizationPolicy Session =
        new AuthorizationPolicyBuilder(GalionAuthentication.SchemeName).RequireClaim(CurrentUser.SessionClaim).Build();

    /// <summary>Whether the policy keeps API keys out.</summary>
    internal static bool RequiresSession(AuthorizationPolicy policy) => ReferenceEquals(policy, Session);

    public static IHostApplicationBuilder AddGalionAuthentication(this IHostApplicationBuilder builder)
    {
        // AddAuthentication would bring data protection along, which writes keys to the home folder; nothing here encrypts cookies.
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = GalionAuthentication.SchemeName);
        builder.Services.AddWebEncoders();
        new AuthenticationBuilder(builder.Services)
            .AddScheme<AuthenticationSchemeOptions, GalionAuthentication>(GalionAuthentication.SchemeName, configureOptions: null);
        builder.Services.AddAuthorization();
        return builder;
    }

    /// <summary>Lets in whoever shows an access token or an API key.</summary>
    public static TBuilder RequireGalionUser<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(User);

    /// <summary>Lets in guests too, who try things out without an account.</summary>
    public static TBuilder RequireGalionUserOrGuest<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(UserOrGuest);

    /// <summary>Lets in whoever is signed in. An API key is refused: it may spend, but not manage the account that it belongs to.</summary>
    public static TBuilder RequireGalionSession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(Session);
}
