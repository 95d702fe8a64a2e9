using Galion.Web.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Galion.Web.Errors;

/// <summary>Every failure that reaches a person is a page of ours, whatever the method of the request that failed.</summary>
public static class ErrorPages
{
    private const string Path = "/error";

    public static void UseGalionErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Path,
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
        });
        app.UseStatusCodePagesWithReExecute(Path, createScopeForStatusCodePages: true);
        app.Use(static (context, next) =>
        {
            // The error page is read, never posted to: a form that failed must not be handed to it.
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null)
            {
                context.Request.Method = HttpMethods.Get;
            }
            return next(context);
        });
    }

    /// <summary>The path that failed, on this site, with its query.</summary>
    internal static string OriginalPath(HttpContext context) => LocalPath.OrRoot(
        context.Features.Get<IExceptionHandlerPathFeature>() is { } failure
            ? failure.Path + context.Request.QueryString
            : context.Features.Get<IStatusCodeReExecuteFeature>() is { } status
                ? status.OriginalPath + status.OriginalQueryString
                : null);

    private static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode : ApiFailure.StatusCodeFor(exception);
}
