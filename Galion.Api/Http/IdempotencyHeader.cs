using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Galion.Contracts;
using Galion.Platform.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Http;

/// <summary>Reads the <c>Idempotency-Key</c> of a request, with the fingerprint of its body.</summary>
internal static class IdempotencyHeader
{
    /// <summary>The key is optional; a second header or a key that is too long is a mistake worth telling.</summary>
    /// <param name="route">Keys of different routes have nothing to do with each other. Stored: it must not change.</param>
    public static bool TryRead<T>(
        HttpRequest http, T request, string route, out IdempotentRequest? idempotency, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        idempotency = null;
        problem = null;
        if (!http.Headers.TryGetValue("Idempotency-Key", out var values))
        {
            return true;
        }

        if (values is not [{ Length: > 0 and <= IdempotentRequest.MaxKeyLength } key])
        {
            problem = Problems.Invalid(
                ErrorCodes.ValidationFailed, "The Idempotency-Key is not usable. Nothing was charged.",
                new Dictionary<string, string[]> { ["Idempotency-Key"] = [$"Send one key of 1 to {IdempotentRequest.MaxKeyLength} characters."] });
            return false;
        }

        byte[] fingerprint = IdempotentRequest.FingerprintOf(JsonSerializer.SerializeToElement(request, GalionJson.Options));
        idempotency = new IdempotentRequest(route, key, fingerprint);
        return true;
    }

    /// <summary>Says on the answer that it is the one that an earlier request got.</summary>
    public static void MarkReplayed(HttpContext http) => http.Response.Headers["Idempotent-Replayed"] = "true";

    /// <param name="outcome">What that means for the request, such as <c>Nothing was charged.</c></param>
    public static ProblemHttpResult KeyReused(string outcome) => Problems.Create(
        StatusCodes.Status422UnprocessableEntity, ErrorCodes.IdempotencyKeyReused,
        $"This Idempotency-Key came with another request before. {outcome} Send a new key for a new request.");

    /// <param name="once">What happens once, however often it is sent, such as <c>charged</c>.</param>
    public static ProblemHttpResult KeyInProgress(HttpContext http, string once)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problems.Create(
            StatusCodes.Status409Conflict, ErrorCodes.IdempotencyInProgress,
            $"A request with this Idempotency-Key is still being carried out. Send it again with the same key in a second; it is {once} once.");
    }
}
