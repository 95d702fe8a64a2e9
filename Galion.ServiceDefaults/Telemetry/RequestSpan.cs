using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Galion.ServiceDefaults.Telemetry;

/// <summary>Completes the span of each request with what is known only at its end: ASP.NET Core 10 itself tells route and status to metrics alone.</summary>
internal sealed class RequestSpan : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            try
            {
                await rest(context);
            }
            finally
            {
                Complete(context);
            }
        });
        next(app);
    };

    private static void Complete(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
        {
            return;
        }

        var failure = context.Features.Get<IExceptionHandlerFeature>();
        if ((failure?.Endpoint ?? context.GetEndpoint()) is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            activity.SetTag("http.route", route);
            activity.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            activity.DisplayName = context.Request.Method;
        }

        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("error.type", failure?.Error.GetType().FullName ?? context.Response.StatusCode.ToString());
        }
    }
}
