using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose value is known only while the application runs.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Something that a manifest names by a placeholder such as <c>{postgres.bindings.tcp.host}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>An interpolated string that keeps its parts, to be resolved at run time or written to a manifest.</summary>
public class ReferenceExpression : IExpressionValue
{
    public static readonly ReferenceExpression Empty = new("", []);

    private readonly IValueProvider[] _valueProviders;

    private ReferenceExpression(string format, IValueProvider[] valueProviders)
    {
        Format = format;
        _valueProviders = valueProviders;
    }

    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders => _valueProviders;

    public string ValueExpression => string.Format(
        CultureInfo.InvariantCulture,
        Format,
        [.. _valueProviders.Select(provider => ((IManifestExpressionProvider)provider).ValueExpression)]);

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new object?[_valueProviders.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await _valueProviders[i].GetValueAsync(cancellationToken);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _format = new(literalLength);
        private readonly List<IValueProvider> _valueProviders = new(formattedCount);

        public void AppendLiteral(string value) =>
            _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider
        {
            _format.Append(CultureInfo.InvariantCulture, $"{{{_valueProviders.Count}}}");
            _valueProviders.Add(valueProvider);
        }

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider =>
            AppendFormatted(valueProvider.Resource);

        internal ReferenceExpression Build() => new(_format.ToString(), [.. _valueProviders]);
    }
}
