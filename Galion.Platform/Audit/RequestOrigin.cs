using System.Net;

namespace Galion.Platform.Audit;

/// <summary>Where a request came from.</summary>
/// <param name="Address">The caller's address; null when there is no connection, as in a job.</param>
/// <param name="RequestId">The id under which the request is found in logs and traces.</param>
public sealed record RequestOrigin(IPAddress? Address, string? RequestId);
