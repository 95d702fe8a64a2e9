namespace Galion.Platform.Billing;

/// <summary>What one unit of each kind of work costs, in millicredits (1 credit = 1,000).</summary>
public static class Prices
{
    public const long ImageMillicredits = 5_000;
    public const long VideoMillicredits = 20_000;
    public const long VoiceMillicredits = 3_000;
    public const long MusicMillicredits = 10_000;

    /// <summary>One run of a program.</summary>
    public const long RunMillicredits = 1_000;

    /// <summary>For every 1,000 tokens begun.</summary>
    public const long TextMillicredits = 2_000;
}
