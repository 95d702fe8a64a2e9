using System.Globalization;
using System.Text;
using Galion.Engines.Options;

namespace Galion.Engines.Cli;

internal static class HelpText
{
    /// <returns>The options of one engine, or what engines there are.</returns>
    public static string Of(Maker? maker)
    {
        var text = new StringBuilder();
        if (maker is null)
        {
            text.AppendLine("Usage: ./galion make KIND \"prompt\" [--option value …] -o FILE").AppendLine("       ./galion make --recipe FILE -o FILE").AppendLine();
            foreach (var each in Makers.All)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {each.Kind,-8}{each.Summary} ({string.Join(", ", each.Formats.Keys)})");
            }

            return text.AppendLine().AppendLine("./galion make KIND --help lists its options. A prompt of - is read from standard input, and -o - writes the file to standard output.").ToString();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Usage: ./galion make {maker.Kind} \"{maker.Example}\" [--option value …] -o FILE.{maker.Formats.Keys.First()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{maker.Summary}, with {maker.Model}.").AppendLine();
        foreach (var role in maker.Inputs)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  --{Dashed(role.Name)} FILE").AppendLine(CultureInfo.InvariantCulture, $"      {role.Description}");
        }

        foreach (var option in maker.Options)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  --{Dashed(option.Name)}{(option.Type == EngineOptionType.Flag ? "" : " VALUE")}");
            var otherwise = option.Default is null or false ? "" : $"; {option.DefaultText} unless given";
            text.AppendLine(CultureInfo.InvariantCulture, $"      {option.Description.TrimEnd('.')}{(option.Type == EngineOptionType.Flag ? "" : $": {option.Range}")}{otherwise}");
        }

        return text.ToString();
    }

    private static string Dashed(string name) => name.Replace('_', '-');
}
