using System.Reflection;

namespace Refit;

/// <summary>One client method: how its arguments become a request and its answer a result.</summary>
internal sealed class RestMethod
{
    private readonly RequestTemplate _template;
    private readonly int _cancellationIndex;
    private readonly Func<RestCall, object> _send;

    private RestMethod(RequestTemplate template, int cancellationIndex, Func<RestCall, object> send)
    {
        (_template, _cancellationIndex, _send) = (template, cancellationIndex, send);
    }

    public static RestMethod Read(MethodInfo method)
    {
        var cancellationIndex = Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
        return new RestMethod(RequestTemplate.Read(method), cancellationIndex, BindResult(method));
    }

    public object Invoke(HttpClient client, RefitSettings settings, object?[] arguments)
    {
        var cancellationToken = _cancellationIndex >= 0 ? (CancellationToken)arguments[_cancellationIndex]! : CancellationToken.None;
        return _send(new RestCall(client, settings, () => _template.Build(client, settings, arguments), cancellationToken));
    }

    private static Func<RestCall, object> BindResult(MethodInfo method)
    {
        var returned = method.ReturnType;
        if (returned == typeof(Task))
        {
            return call => call.SendAsync();
        }

        if (!returned.IsGenericType || returned.GetGenericTypeDefinition() != typeof(Task<>))
        {
            throw new ArgumentException($"Method {method.DeclaringType}.{method.Name} is invalid. All REST methods must return Task or Task<T>.");
        }

        var result = returned.GenericTypeArguments[0];
        if (result == typeof(HttpResponseMessage))
        {
            return call => call.SendRawAsync();
        }

        if (result == typeof(IApiResponse))
        {
            return call => call.SendForStatusAsync();
        }

        var definition = result.IsGenericType ? result.GetGenericTypeDefinition() : null;
        return definition == typeof(IApiResponse<>) ? Bind(nameof(RestCall.SendForInterfaceAsync), result.GenericTypeArguments[0])
            : definition == typeof(ApiResponse<>) ? Bind(nameof(RestCall.SendForResponseAsync), result.GenericTypeArguments[0])
            : Bind(nameof(RestCall.SendForContentAsync), result);
    }

    private static Func<RestCall, object> Bind(string name, Type content) =>
        typeof(RestCall).GetMethod(name)!.MakeGenericMethod(content).CreateDelegate<Func<RestCall, object>>();
}
