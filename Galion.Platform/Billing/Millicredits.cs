namespace Galion.Platform.Billing;

/// <summary>Money is whole millicredits inside, and credits on the wire.</summary>
public static class Millicredits
{
    public static decimal ToCredits(long millicredits) => millicredits / 1000m;
}
