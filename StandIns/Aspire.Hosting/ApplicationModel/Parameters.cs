using System.Security.Cryptography;
using System.Text.Json;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from outside: configuration key <c>Parameters:{name}</c>, or a default.</summary>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : Resource(name), IExpressionValue
{
    private readonly Lock _gate = new();
    private string? _value;

    public bool Secret => secret;

    public ParameterDefault? Default { get; set; }

    public string ValueExpression => $"{{{Name}.value}}";

    internal string ValueNow
    {
        get
        {
            lock (_gate)
            {
                return _value ??= callback(Default);
            }
        }
    }

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(ValueNow);
}

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();

    public abstract void WriteToManifest(ManifestPublishingContext context);
}

/// <summary>A random text, made anew on each call.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerChars = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperChars = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericChars = "0123456789";
    private const string SpecialChars = "-_.{}~()*+!";

    /// <summary>The length in characters; at least 1.</summary>
    public int MinLength { get; set; } = 22;

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public int MinLower { get; set; }

    public int MinUpper { get; set; }

    public int MinNumeric { get; set; }

    public int MinSpecial { get; set; }

    public override string GetDefaultValue()
    {
        var all = string.Concat(Lower ? LowerChars : "", Upper ? UpperChars : "", Numeric ? NumericChars : "", Special ? SpecialChars : "");
        var text = new List<char>();
        text.AddRange(RandomNumberGenerator.GetItems<char>(LowerChars, MinLower));
        text.AddRange(RandomNumberGenerator.GetItems<char>(UpperChars, MinUpper));
        text.AddRange(RandomNumberGenerator.GetItems<char>(NumericChars, MinNumeric));
        text.AddRange(RandomNumberGenerator.GetItems<char>(SpecialChars, MinSpecial));
        text.AddRange(RandomNumberGenerator.GetItems<char>(all, Math.Max(0, MinLength - text.Count)));
        var result = text.ToArray();
        RandomNumberGenerator.Shuffle<char>(result);
        return new string(result);
    }

    public override void WriteToManifest(ManifestPublishingContext context)
    {
        context.Writer.WriteStartObject("generate");
        context.Writer.WriteNumber("minLength", MinLength);
        WriteUnless(context.Writer, "lower", Lower);
        WriteUnless(context.Writer, "upper", Upper);
        WriteUnless(context.Writer, "numeric", Numeric);
        WriteUnless(context.Writer, "special", Special);
        WriteMinimum(context.Writer, "minLower", MinLower);
        WriteMinimum(context.Writer, "minUpper", MinUpper);
        WriteMinimum(context.Writer, "minNumeric", MinNumeric);
        WriteMinimum(context.Writer, "minSpecial", MinSpecial);
        context.Writer.WriteEndObject();
    }

    private static void WriteUnless(Utf8JsonWriter writer, string property, bool allowed)
    {
        if (!allowed)
        {
            writer.WriteBoolean(property, false);
        }
    }

    private static void WriteMinimum(Utf8JsonWriter writer, string property, int minimum)
    {
        if (minimum > 0)
        {
            writer.WriteNumber(property, minimum);
        }
    }
}

/// <summary>A default that is generated once and kept with the application's other secrets.</summary>
internal sealed class PersistedParameterDefault(string parameterName, ParameterDefault inner, Func<Engine.SecretStore> store) : ParameterDefault
{
    public override string GetDefaultValue() => store().GetOrAdd($"Parameters:{parameterName}", inner.GetDefaultValue);

    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);
}

internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    public override string GetDefaultValue() => valueGetter();

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", valueGetter());
}
