using System.Reflection;

namespace Refit;

public static class RestService
{
    /// <summary>A client of <typeparamref name="T"/> over <paramref name="client"/>, which must have a base address.</summary>
    /// <exception cref="ArgumentException">When a method of <typeparamref name="T"/> cannot be turned into requests.</exception>
    public static T For<T>(HttpClient client, RefitSettings? settings = null)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, RestProxy>();
        ((RestProxy)(object)proxy).Bind(client, settings ?? new RefitSettings(), RestContract<T>.Methods);
        return proxy;
    }

    public static T For<T>(string hostUrl, RefitSettings? settings = null)
        where T : class =>
        For<T>(new HttpClient { BaseAddress = new Uri(hostUrl.TrimEnd('/')) }, settings);

    /// <summary>The methods of one interface, read once for the life of the process.</summary>
    private static class RestContract<T>
    {
        public static readonly Dictionary<MethodInfo, RestMethod> Methods = new[] { typeof(T) }.Concat(typeof(T).GetInterfaces())
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsAbstract)
            .ToDictionary(method => method, RestMethod.Read);
    }
}

/// <summary>The type whose run-time subclasses implement client interfaces.</summary>
public class RestProxy : DispatchProxy
{
    private HttpClient _client = null!;
    private RefitSettings _settings = null!;
    private Dictionary<MethodInfo, RestMethod> _methods = null!;

    internal void Bind(HttpClient client, RefitSettings settings, Dictionary<MethodInfo, RestMethod> methods)
    {
        (_client, _settings, _methods) = (client, settings, methods);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _methods[targetMethod!].Invoke(_client, _settings, args ?? []);
}
