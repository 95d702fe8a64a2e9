namespace Galion.Contracts.Accounts;

internal static class Patterns
{
    /// <summary>
    /// Something, an at sign, something: whether mail arrives is only known by sending one. White space and control characters are never
    /// part of an address, and PostgreSQL stores no NUL.
    /// </summary>
    internal const string EmailAddress = @"^[^@\s\p{C}]{1,64}@[^@\s\p{C}]{1,253}$";

    internal const string OneLine = @"^[^\p{Cc}]*$";
}
