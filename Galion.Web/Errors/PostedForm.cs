using Microsoft.AspNetCore.Http;

namespace Galion.Web.Errors;

/// <summary>
/// The form whose request failed, so that the error page can send it once more. Forms carry the key that makes a repetition safe, so it
/// is sent as it was.
/// </summary>
internal sealed class PostedForm
{
    private const string AntiforgeryField = "__RequestVerificationToken";
    private const string Password = "password";

    private PostedForm(IReadOnlyList<KeyValuePair<string, string>> fields) => Fields = fields;

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    /// <summary>What a person wrote, as opposed to what was chosen: worth being seen, in case the page is left.</summary>
    public IReadOnlyList<string> Texts => [.. Fields.Select(pair => pair.Value).Where(value => value.Contains(' ', StringComparison.Ordinal))];

    /// <returns>Null when nothing was posted, or a password was, which no page repeats.</returns>
    public static async Task<PostedForm?> FindAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return form.Keys.Any(name => name.Contains(Password, StringComparison.OrdinalIgnoreCase)) || form.Files.Count > 0
            ? null
            : new PostedForm([.. form
                .Where(field => field.Key != AntiforgeryField)
                .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))]);
    }
}
