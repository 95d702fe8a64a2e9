using System.Globalization;

namespace Galion.Web.Components;

/// <summary>Writes credits for people: up to three decimals, no trailing zeros, thousands apart.</summary>
public static class Credits
{
    public static string Format(decimal amount) => amount.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>"1 credit", "5 credits".</summary>
    public static string InWords(decimal amount) => $"{Format(amount)} {(amount == 1 ? "credit" : "credits")}";
}
