using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Galion.Platform.Credits;

public static class CreditsExtensions
{
    /// <summary>Registers the <see cref="CreditLedger"/>.</summary>
    public static IHostApplicationBuilder AddCredits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<CreditLedger>();
        return builder;
    }

    /// <summary>Runs the <see cref="CreditSweeper"/> and the <see cref="CreditConservation"/> check for as long as the host runs.</summary>
    public static IHostApplicationBuilder AddCreditUpkeep(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CreditSweeper>().AddHostedService(services => services.GetRequiredService<CreditSweeper>());
        builder.Services.AddSingleton<CreditConservation>().AddHostedService(services => services.GetRequiredService<CreditConservation>());
        builder.Services.AddHealthChecks().AddCheck<CreditConservation>("credits", HealthStatus.Degraded);
        return builder;
    }
}
