namespace Galion.Platform.Billing;

/// <summary>What one unit of each kind of work costs, in millicredits (1 credit = 1,000).</summary>
public static class Prices
{
    public const long ImageMillicredits = 5_000;
}
