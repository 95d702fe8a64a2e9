namespace Galion.Contracts.NexusLang;

/// <summary>The version of the language that this build runs. Links pin it; it grows when a program may mean something else.</summary>
public static class NexusLangVersion
{
    public const string Current = "2.0";
}
