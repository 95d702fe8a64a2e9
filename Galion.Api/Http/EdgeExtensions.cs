using System.Text.Json.Serialization;
using Galion.Contracts;
using Galion.Platform.Limits;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Http;

/// <summary>What happens to every request before it reaches an endpoint, and to every answer after.</summary>
public static class EdgeExtensions
{
    private const long MaxBodyBytes = 1024 * 1024;

    /// <summary>Origins of web pages that may call the API from a browser, such as <c>https://example.com</c>. None, unless configured.</summary>
    private const string AllowedOriginsKey = "Galion:AllowedOrigins";

    public static WebApplicationBuilder AddGalionEdge(this WebApplicationBuilder builder)
    {
        builder.AddTrustedProxies();
        builder.AddGalionLimits();
        builder.Services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            GalionJson.Apply(json.SerializerOptions);
            // Two values for one name are read differently by different programs on the way: refuse the ambiguity.
            json.SerializerOptions.AllowDuplicateProperties = false;
            // A number is a number: with texts allowed as well, every generated client has to make two types of each.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddValidation();
        // Thrown, a bad request keeps its cause, which FailureHandler turns into a code and a field.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<FailureHandler>();
        // First, because the framework's own writer gives up when the client does not accept JSON.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());

        var origins = builder.Configuration.GetSection(AllowedOriginsKey).Get<string[]>() ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => AllowOrigins(policy, origins)));
        builder.Services.TryAddSingleton<RequestLimits>();
        builder.Services.TryAddSingleton<AccountHeaders>();
        return builder;
    }

    public static WebApplication UseGalionEdge(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(ResponseHeaders.ApplyAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        // Placed by hand: left to the framework, all three would run before the handlers of failure above.
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.Use(app.Services.GetRequiredService<RequestLimits>().ApplyAsync);
        // Behind the limits, so that a flood that they refuse does not reach the database.
        app.Use(app.Services.GetRequiredService<AccountHeaders>().ApplyAsync);
        app.UseAuthorization();
        return app;
    }

    private static void AllowOrigins(CorsPolicyBuilder policy, string[] origins) =>
        policy.WithOrigins(origins)
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders(
                HeaderNames.Location, HeaderNames.RetryAfter, ResponseHeaders.RequestId, RequestLimits.LimitHeader, RequestLimits.RemainingHeader,
                RequestLimits.ResetHeader, RequestLimits.PolicyField, RequestLimits.StateField, AccountHeaders.CreditsHeader,
                AccountHeaders.LimitHeader, AccountHeaders.RemainingHeader);
}
