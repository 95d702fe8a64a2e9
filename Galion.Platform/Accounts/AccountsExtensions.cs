using Galion.Platform.Accounts.ApiKeys;
using Galion.Platform.Accounts.Passwords;
using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Accounts.Tokens;
using Galion.Platform.Audit;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Galion.Platform.Accounts;

public static class AccountsExtensions
{
    // OWASP's figure for PBKDF2-HMAC-SHA512; Identity's own default is 100,000.
    private const int PasswordHashIterations = 210_000;

    /// <summary>Registers accounts, sessions, tokens and API keys. Needs the database and the credits.</summary>
    public static IHostApplicationBuilder AddGalionAccounts(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<PlatformSecretOptions>().BindConfiguration("Galion").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();

        services.AddIdentityCore<GalionUser>(options => options.User.RequireUniqueEmail = true).AddEntityFrameworkStores<GalionDbContext>();
        // PasswordRules takes the place of Identity's rules of composition.
        services.RemoveAll<IPasswordValidator<GalionUser>>();
        services.AddScoped<IPasswordValidator<GalionUser>, PasswordRules>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordHashIterations);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PlatformSecret>();
        services.AddSingleton<PasswordVerifier>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<RefreshTokenCodec>();
        services.AddSingleton<SessionGate>();
        services.AddSingleton<ApiKeyCodec>();
        services.AddSingleton<ApiKeyGate>();
        services.AddSingleton<AttemptLimiter>();
        services.AddScoped<AuditLog>();
        services.AddScoped<SessionStore>();
        services.AddScoped<ApiKeyStore>();
        services.AddScoped<SignUp>();
        services.AddScoped<GuestSessions>();
        services.AddScoped<SignIn>();
        services.AddOptions<OwnerOptions>().BindConfiguration(OwnerOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<OwnerAccount>();
        return builder;
    }

    /// <summary>Removes old sessions and counters for as long as the host runs.</summary>
    public static IHostApplicationBuilder AddAccountsUpkeep(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AccountsSweeper>().AddHostedService(services => services.GetRequiredService<AccountsSweeper>());
        return builder;
    }
}
