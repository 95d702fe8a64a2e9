using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Galion.Contracts;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Api.Http;

/// <summary>Says what is wrong with a request that could not even be turned into an endpoint's parameters.</summary>
internal static partial class UnreadableRequest
{
    public static ProblemDetails Describe(HttpContext context, BadHttpRequestException exception)
    {
        if (exception.StatusCode != StatusCodes.Status400BadRequest)
        {
            return new ProblemDetails { Status = exception.StatusCode };
        }

        return exception.InnerException switch
        {
            JsonException { InnerException: JsonException } syntax => InvalidJson(
                $"The body is not valid JSON: it cannot be read beyond line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1}."),
            JsonException { Path: { } path } => InvalidField(ToField(path), DescribeValue(context, ToField(path))),
            JsonException => InvalidJson("The body is not valid JSON."),
            _ when Parameter().Match(exception.Message) is { Success: true } match => InvalidField(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value), "The value cannot be read as what this parameter takes."),
            _ when exception.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => InvalidJson("The request needs a JSON body."),
            _ => new ProblemDetails { Status = exception.StatusCode },
        };
    }

    // The framework's words, which it gives in no other form: Failed to bind parameter "Nullable<int> limit" from "abc". / Required parameter "int limit" was not provided from …
    [GeneratedRegex("""parameter "\S+ (?<name>\w+)" (from ["]|was not provided from (query|route|header))""")]
    private static partial Regex Parameter();

    private static ProblemDetails InvalidJson(string detail) => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Detail = $"{detail} Nothing was done or charged.",
        Extensions = { ["code"] = ErrorCodes.InvalidJson },
    };

    private static HttpValidationProblemDetails InvalidField(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] }) { Status = StatusCodes.Status400BadRequest };

    /// <summary>The name in <c>$.options['the name']</c> and its plainer forms.</summary>
    private static string ToField(string path) => path.TrimStart('$').TrimStart('.').Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal);

    private static string DescribeValue(HttpContext context, string field)
    {
        var property = context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType?
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .FirstOrDefault(candidate => JsonNamingPolicy.SnakeCaseLower.ConvertName(candidate.Name) == field);
        var type = property is null ? null : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

        return type is { IsEnum: true }
            ? $"Use one of: {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}."
            : "The value is not of the type that this field takes, or the field is there twice.";
    }
}
