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
}
