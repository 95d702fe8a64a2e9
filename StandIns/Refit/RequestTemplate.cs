using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.RegularExpressions;

namespace Refit;

/// <summary>The request of one client method, with its parameters still open.</summary>
internal sealed partial class RequestTemplate
{
    private static readonly ConcurrentDictionary<Enum, string> EnumNames = new();
    private static readonly MethodInfo SerializeMethod =
        typeof(RequestTemplate).GetMethod(nameof(Serialize), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly HttpMethod _method;
    private readonly string _path;
    private readonly string? _boundary;
    private readonly (string Name, string? Value)[] _fixedHeaders;
    private readonly Parameter[] _parameters;

    private RequestTemplate(HttpMethod method, string path, string? boundary, (string, string?)[] fixedHeaders, Parameter[] parameters)
    {
        (_method, _path, _boundary, _fixedHeaders, _parameters) = (method, path, boundary, fixedHeaders, parameters);
    }

    private enum Target
    {
        Ignored,
        Path,
        Query,
        Header,
        Body,
        Part,
    }

    /// <exception cref="ArgumentException">When a placeholder has no parameter, or the method is not a client method.</exception>
    public static RequestTemplate Read(MethodInfo method)
    {
        var verb = method.GetCustomAttribute<HttpMethodAttribute>()
            ?? throw new ArgumentException($"Method {method.DeclaringType}.{method.Name} has no HTTP method attribute.");
        if (!verb.Path.StartsWith('/'))
        {
            throw new ArgumentException($"URL path {verb.Path} must start with '/' and be of the form '/foo/bar/baz'.");
        }

        var placeholders = Placeholder().Matches(verb.Path).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var multipart = method.GetCustomAttribute<MultipartAttribute>();
        var parameters = method.GetParameters()
            .Select(parameter => Parameter.Read(parameter, placeholders, multipart is not null))
            .ToArray();

        placeholders.ExceptWith(parameters.Where(parameter => parameter.Target == Target.Path).Select(parameter => parameter.Name));
        return placeholders.Count == 0
            ? new RequestTemplate(verb.Method, verb.Path, multipart?.BoundaryText, ReadFixedHeaders(method), parameters)
            : throw new ArgumentException($"URL {verb.Path} has parameter {placeholders.First()}, but no method parameter matches.");
    }

    public HttpRequestMessage Build(HttpClient client, RefitSettings settings, object?[] arguments)
    {
        var basePath = client.BaseAddress?.AbsolutePath.TrimEnd('/')
            ?? throw new InvalidOperationException("BaseAddress must be set on the HttpClient instance");

        var request = new HttpRequestMessage(_method, new Uri(basePath + BuildPath(arguments), UriKind.Relative))
        {
            Content = BuildContent(settings, arguments),
        };

        foreach (var (name, value) in _fixedHeaders)
        {
            SetHeader(request, name, value);
        }

        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is { Target: Target.Header } parameter && arguments[i] is { } value)
            {
                SetHeader(request, parameter.Name, parameter.Scheme is null ? Format(value, null) : $"{parameter.Scheme} {value}");
            }
        }

        return request;
    }

    [GeneratedRegex(@"\{([^/{}]+)\}")]
    private static partial Regex Placeholder();

    private static (string, string?)[] ReadFixedHeaders(MethodInfo method)
    {
        var headers = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var declared = new[] { method.DeclaringType!.GetCustomAttribute<HeadersAttribute>(), method.GetCustomAttribute<HeadersAttribute>() };
        foreach (var line in declared.SelectMany(attribute => attribute?.Headers ?? []))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[colon < 0 ? line.Trim() : line[..colon].Trim()] = colon < 0 ? null : line[(colon + 1)..].Trim();
        }

        return [.. headers.Where(header => header.Value is not null).Select(header => (header.Key, header.Value))];
    }

    private static void SetHeader(HttpRequestMessage request, string name, string? value)
    {
        // A line break would let a value smuggle in another header.
        var safe = (value ?? "").ReplaceLineEndings("");
        request.Headers.Remove(name);
        if (!request.Headers.TryAddWithoutValidation(name, safe) && request.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, safe);
        }
    }

    private static string Format(object value, string? format)
    {
        if (value is Enum member)
        {
            return EnumNames.GetOrAdd(
                member, m => m.GetType().GetField(m.ToString())?.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? m.ToString());
        }

        return value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value.ToString() ?? "";
    }

    private static HttpContent Serialize<T>(RefitSettings settings, T item) => settings.ContentSerializer.ToHttpContent(item);

    private string BuildPath(object?[] arguments)
    {
        var path = Placeholder().Replace(_path, match =>
        {
            var index = Array.FindIndex(
                _parameters, p => p.Target == Target.Path && p.Name.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase));
            return arguments[index] is { } value ? Uri.EscapeDataString(Format(value, _parameters[index].Format)) : "";
        });

        var query = new StringBuilder();
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is { Target: Target.Query } parameter && arguments[i] is { } value)
            {
                AppendQuery(query, parameter, value);
            }
        }

        return query.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }

    private static void AppendQuery(StringBuilder query, Parameter parameter, object value)
    {
        if (value is not IEnumerable items || value is string)
        {
            Append(Format(value, parameter.Format));
        }
        else if (parameter.CollectionFormat == CollectionFormat.Multi)
        {
            foreach (var item in items)
            {
                Append(Format(item, parameter.Format));
            }
        }
        else
        {
            Append(string.Join(',', items.Cast<object>().Select(item => Format(item, parameter.Format))));
        }

        void Append(string text) =>
            query.Append(query.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(parameter.Name)).Append('=').Append(Uri.EscapeDataString(text));
    }

    private HttpContent? BuildContent(RefitSettings settings, object?[] arguments)
    {
        if (_boundary is null)
        {
            var body = Array.FindIndex(_parameters, parameter => parameter.Target == Target.Body);
            return body >= 0 && arguments[body] is { } value ? ToContent(settings, _parameters[body].Type, value) : null;
        }

        var multipart = new MultipartFormDataContent(_boundary);
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is { Target: Target.Part } parameter && arguments[i] is { } value)
            {
                AddPart(multipart, settings, parameter, value);
            }
        }

        return multipart;
    }

    private static void AddPart(MultipartFormDataContent multipart, RefitSettings settings, Parameter parameter, object value)
    {
        switch (value)
        {
            case MultipartItem item:
                multipart.Add(item.ToContent(), item.Name ?? parameter.Name, item.FileName);
                break;
            case IEnumerable<MultipartItem> items:
                foreach (var item in items)
                {
                    multipart.Add(item.ToContent(), item.Name ?? parameter.Name, item.FileName);
                }

                break;
            case string or IFormattable:
                multipart.Add(new StringContent(Format(value, parameter.Format)), parameter.Name);
                break;
            default:
                multipart.Add(ToContent(settings, parameter.Type, value), parameter.Name);
                break;
        }
    }

    private static HttpContent ToContent(RefitSettings settings, Type type, object value) => value switch
    {
        HttpContent content => content,
        Stream stream => new StreamContent(stream),
        string text => new StringContent(text),
        _ => (HttpContent)SerializeMethod.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [settings, value], null)!,
    };

    /// <summary>Where one parameter of the method goes.</summary>
    private sealed record Parameter(string Name, Target Target, Type Type, string? Format, CollectionFormat CollectionFormat, string? Scheme)
    {
        public static Parameter Read(ParameterInfo parameter, HashSet<string> placeholders, bool isMultipart)
        {
            var query = parameter.GetCustomAttribute<QueryAttribute>();
            var header = parameter.GetCustomAttribute<HeaderAttribute>();
            var authorize = parameter.GetCustomAttribute<AuthorizeAttribute>();
            var name = parameter.GetCustomAttribute<AliasAsAttribute>()?.Name ?? parameter.Name!;

            var target = parameter.ParameterType == typeof(CancellationToken) ? Target.Ignored
                : header is not null || authorize is not null ? Target.Header
                : parameter.IsDefined(typeof(BodyAttribute)) ? Target.Body
                : placeholders.Contains(name) ? Target.Path
                : isMultipart && query is null ? Target.Part
                : Target.Query;

            return new Parameter(
                header?.Header ?? (authorize is null ? name : "Authorization"), target, parameter.ParameterType, query?.Format,
                query?.CollectionFormat ?? CollectionFormat.RefitParameterFormatter, authorize?.Scheme);
        }
    }
}
