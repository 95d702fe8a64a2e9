using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Galion.ServiceDefaults;

/// <summary>The id under which a failed request is found in traces and logs.</summary>
internal static class TraceId
{
    private const string Key = "trace_id";

    /// <summary>Puts the id into the problem under one name, whatever name the framework's writer used before.</summary>
    public static void WriteTo(ProblemDetailsContext context)
    {
        context.ProblemDetails.Extensions.Remove("traceId");
        context.ProblemDetails.Extensions[Key] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
    }
}
