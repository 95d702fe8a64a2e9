using Galion.Platform.Audit;

namespace Galion.Api.Accounts;

internal static class RequestOriginExtensions
{
    internal static RequestOrigin Origin(this HttpContext context) => new(context.Connection.RemoteIpAddress, context.TraceIdentifier);
}
