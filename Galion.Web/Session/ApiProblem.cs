using System.Text.Json;
using Galion.Contracts;
using Refit;

namespace Galion.Web.Session;

/// <summary>A problem document of the API, in the terms in which a page shows it.</summary>
/// <param name="Status">HTTP status; 503 when the API did not answer at all.</param>
/// <param name="Title">What happened, for people.</param>
/// <param name="Detail">What it means and what to do.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>, for decisions.</param>
/// <param name="TraceId">To quote when asking for help.</param>
/// <param name="Errors">Messages per field; look them up with <see cref="ErrorsFor"/>.</param>
public sealed record ApiProblem(
    int Status, string Title, string? Detail, string? Code, string? TraceId, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoErrors = [];

    /// <summary>One sentence for the top of a form.</summary>
    public string Message => Detail ?? Title;

    /// <summary>Shown when the API did not answer.</summary>
    public static ApiProblem Unreachable { get; } = new(
        503, "Galion does not answer at the moment.", "Nothing was lost or charged. Wait a few seconds and try again.",
        ErrorCodes.Unavailable, null, NoErrors);

    /// <summary>The messages for a field, whether the document spells it <c>FullName</c>, <c>fullName</c> or <c>full_name</c>.</summary>
    public IReadOnlyList<string> ErrorsFor(string field) =>
        Errors.FirstOrDefault(e => string.Equals(Plain(e.Key), Plain(field), StringComparison.OrdinalIgnoreCase)).Value ?? [];

    /// <summary>Whether the failure belongs on the page that caused it, rather than on the error page.</summary>
    public static bool TryFrom(Exception exception, out ApiProblem problem)
    {
        problem = exception switch
        {
            _ when ApiFailure.IsUnreachable(exception) => Unreachable,
            ApiException e when (int)e.StatusCode is >= 400 and < 500 => Parse((int)e.StatusCode, e.Content),
            _ => null!,
        };
        return problem is not null;
    }

    /// <summary>Reads a body that should be a problem document; anything else becomes a plain sentence for the status.</summary>
    public static ApiProblem Parse(int status, string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return new(
                    status, Text(root, "title") ?? TitleFor(status), Text(root, "detail"), Text(root, "code"), Text(root, "trace_id"),
                    ReadErrors(root));
            }
        }
        catch (JsonException)
        {
            // A proxy or gateway answered in the API's place.
        }
        return new(status, TitleFor(status), null, null, null, NoErrors);
    }

    private static string TitleFor(int status) => status switch
    {
        401 => "Please sign in.",
        402 => "There are not enough credits for this.",
        403 => "This account may not do that.",
        404 => "This does not exist, or it belongs to somebody else.",
        409 => "This has changed in the meantime.",
        429 => "That was a bit fast. Wait a moment and try again.",
        _ => "Galion could not accept this.",
    };

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static Dictionary<string, IReadOnlyList<string>> ReadErrors(JsonElement root)
    {
        if (!root.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
        {
            return NoErrors;
        }
        var result = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in errors.EnumerateObject())
        {
            result[field.Name] = field.Value.ValueKind == JsonValueKind.Array
                ? [.. field.Value.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString()!)]
                : [];
        }
        return result;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
