using System.Globalization;
using Galion.Contracts;
using Galion.Platform.Billing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Galion.Api;

/// <summary>Makes the problem documents (RFC 9457) of <c>/api/v2</c>, each with a stable code.</summary>
internal static class Problems
{
    /// <param name="code">One of <see cref="Galion.Contracts.ErrorCodes"/>.</param>
    /// <param name="detail">For people: what happened, and what to do next.</param>
    /// <param name="facts">Further members of the document, for programs.</param>
    internal static ProblemHttpResult Create(int status, string code, string detail, params ReadOnlySpan<KeyValuePair<string, object?>> facts) =>
        TypedResults.Problem(detail, statusCode: status, extensions: [KeyValuePair.Create<string, object?>("code", code), .. facts]);

    /// <summary>400 with what is wrong with each field, by its name on the wire.</summary>
    internal static ProblemHttpResult Invalid(string code, string detail, IReadOnlyDictionary<string, string[]> errors) =>
        Create(StatusCodes.Status400BadRequest, code, detail, KeyValuePair.Create<string, object?>("errors", errors));

    /// <summary>404, also for what belongs to somebody else: nobody learns that it exists.</summary>
    internal static ProblemHttpResult NotFound(string what) =>
        Create(StatusCodes.Status404NotFound, ErrorCodes.NotFound, $"There is no such {what} in your account.");

    /// <summary>429 with <c>Retry-After</c>, in whole seconds and never too early.</summary>
    internal static ProblemHttpResult TooMany(HttpContext context, string code, TimeSpan retryAfter, string detail)
    {
        context.Response.Headers[HeaderNames.RetryAfter] =
            Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Create(StatusCodes.Status429TooManyRequests, code, detail);
    }

    /// <summary>402 with what is missing.</summary>
    /// <param name="what">Such as <c>A run costs</c>.</param>
    /// <param name="advice">What to do.</param>
    internal static ProblemHttpResult InsufficientCredits(string what, long priceMillicredits, long availableMillicredits, string advice)
    {
        decimal price = Millicredits.ToCredits(priceMillicredits);
        decimal available = Millicredits.ToCredits(availableMillicredits);
        return Create(
            StatusCodes.Status402PaymentRequired, ErrorCodes.InsufficientCredits,
            $"{what} {price:0.###} {(price == 1 ? "credit" : "credits")} and {available:0.###} are available. Nothing was charged. {advice}",
            KeyValuePair.Create("price_credits", (object?)price), KeyValuePair.Create("available_credits", (object?)available));
    }
}
