namespace Galion.NexusLang.Binary;

/// <summary>
/// A <c>.nxb</c> file was refused. Nothing of it has run. Every message about such files is one method here; codes are 06xx and never given
/// to another message.
/// </summary>
public sealed class NexusBinaryException : Exception
{
    private NexusBinaryException(string code, string message, string remedy, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        Remedy = remedy;
    }

    /// <summary>Such as <c>NX0603</c>; the reference explains each.</summary>
    public string Code { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    internal static NexusBinaryException NotABinary() => new(
        "NX0601", "This is not a compiled NexusLang program.", "A compiled program begins with NXB2; source files are run under their .nx name.");

    internal static NexusBinaryException OtherVersion(int major, int minor) => new(
        "NX0602", $"This program was compiled for version {major}.{minor} of the format, which is not known here.",
        "Compile it again from its source with this version of nexus.");

    internal static NexusBinaryException Damaged(string what) => new(
        "NX0603", $"This compiled program is damaged: {what}.", "Compile it again from its source, or fetch the file again.");

    internal static NexusBinaryException TooLarge(string what) => new(
        "NX0604", $"This compiled program is too large: {what}.", "Split the program into smaller ones.");

    internal static NexusBinaryException BadCode(int at, string why) => new(
        "NX0605", $"This compiled program holds code that no compiler makes: {why} at byte {at} of the code.",
        "Do not trust this file. Compile the program again from its source.");

    internal static NexusBinaryException DoesNotBind(string message) => new(
        "NX0606", $"This compiled program does not fit this version of NexusLang: {message}", "Compile it again from its source to see what to change.");

    internal static NexusBinaryException DoesNotCompile(Exception cause) => new(
        "NX0607", "This compiled program cannot be turned into code that runs.", "Do not trust this file. Compile the program again from its source.", cause);
}
