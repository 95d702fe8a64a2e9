using System.Text.Json;
using Galion.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Galion.Api.Http;

/// <summary>
/// Writes every problem document, whoever found the problem: always JSON, always with a code, a sentence for people and field names as
/// they are on the wire.
/// </summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json, IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    private const string CodeKey = "code";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var response = context.HttpContext.Response;
        problem.Status ??= response.StatusCode;
        problem.Type = null;

        if (problem is HttpValidationProblemDetails validation)
        {
            NameFieldsAsOnTheWire(validation);
        }

        var (code, detail) = Describe(problem.Status.Value);
        problem.Title = ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Detail ??= detail;
        problem.Extensions.TryAdd(CodeKey, code);
        options.Value.CustomizeProblemDetails?.Invoke(context);

        await response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", context.HttpContext.RequestAborted);
    }

    private static (string Code, string Detail) Describe(int status) => status switch
    {
        StatusCodes.Status400BadRequest => (
            ErrorCodes.ValidationFailed, "Something in the request is not as it must be. Nothing was done or charged. Correct it and send the request again."),
        StatusCodes.Status401Unauthorized => (ErrorCodes.Unauthenticated, "Send an access token or an API key: Authorization: Bearer …"),
        StatusCodes.Status403Forbidden => (ErrorCodes.Forbidden, "Your account may not do this."),
        StatusCodes.Status404NotFound => (ErrorCodes.NotFound, "There is nothing at this address, or it is not yours to see. Check the path and the id."),
        StatusCodes.Status405MethodNotAllowed => (
            ErrorCodes.MethodNotAllowed, "This address does not take this method. The Allow header names those that it takes."),
        StatusCodes.Status413PayloadTooLarge => (
            ErrorCodes.BodyTooLarge, "The body is larger than this address takes. Nothing was done or charged. Send less at once."),
        StatusCodes.Status415UnsupportedMediaType => (
            ErrorCodes.UnsupportedMediaType, "The body is of a type that this address does not read. Send JSON, with Content-Type: application/json."),
        StatusCodes.Status429TooManyRequests => (
            ErrorCodes.RateLimited, "Too many requests. Nothing was done or charged. Wait as long as the Retry-After header says."),
        StatusCodes.Status503ServiceUnavailable => (
            ErrorCodes.Unavailable, "Part of the service cannot be reached at the moment. Work that was accepted goes on. Try again in a few seconds."),
        >= StatusCodes.Status500InternalServerError => (
            ErrorCodes.Internal,
            "Something went wrong on our side. What you hold and own is as it was. Try again, and if it goes on, report the trace_id."),
        _ => (ErrorCodes.ValidationFailed, "The request cannot be carried out as it is. Nothing was done or charged."),
    };

    private static void NameFieldsAsOnTheWire(HttpValidationProblemDetails problem)
    {
        var errors = problem.Errors.ToArray();
        problem.Errors.Clear();
        foreach (var (path, messages) in errors)
        {
            var name = path[(path.LastIndexOf('.') + 1)..];
            var wireName = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            problem.Errors[string.Join('.', path.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))] =
                [.. messages.Select(message => name.Length == 0 ? message : message.Replace(name, wireName, StringComparison.Ordinal))];
        }
    }
}
