using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Galion.Engines.Writing.Structure;

/// <summary>The formats of strings that a schema can name.</summary>
internal static partial class Formats
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];

    /// <exception cref="StructuredOutputException">The format is not known.</exception>
    public static bool Fits(string text, string format) => format switch
    {
        "date" => DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeForm().IsMatch(text),
        "email" => EmailForm().IsMatch(text),
        "uri" or "uri-reference" => Uri.TryCreate(text, format == "uri" ? UriKind.Absolute : UriKind.RelativeOrAbsolute, out _),
        "uuid" => UuidForm().IsMatch(text),
        "ipv4" => Ipv4Form().IsMatch(text) && IPAddress.TryParse(text, out _),
        "ipv6" => text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out _),
        "hostname" => Uri.CheckHostName(text) == UriHostNameType.Dns,
        "int32" or "int64" or "double" or "float" or "phone" or "currency" or "password" => true,
        _ => throw new StructuredOutputException($"The schema asks for the format {(format.Length <= 40 ? format : format[..40] + "…")}, which the writer does not know."),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex DateTimeForm();

    [GeneratedRegex(@"^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"^[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$")]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")]
    private static partial Regex UuidForm();

    [GeneratedRegex(@"^(?:\d{1,3}\.){3}\d{1,3}$")]
    private static partial Regex Ipv4Form();
}
