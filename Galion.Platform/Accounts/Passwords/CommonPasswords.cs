using System.Collections.Frozen;

namespace Galion.Platform.Accounts.Passwords;

/// <summary>
/// The 3,000 passwords seen most in leaks, and the 4,000 most seen of those with eight or more characters, in lower case. The list is
/// taken from the frequency list of zxcvbn (npm <c>@zxcvbn-ts/language-common</c> 4.1.3, MIT, © 2012-2016 Dan Wheeler and Dropbox, Inc.).
/// </summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> All = Load();

    internal static bool Contains(string password) => All.Contains(password);

    private static FrozenSet<string> Load()
    {
        using Stream list = typeof(CommonPasswords).Assembly.GetManifestResourceStream("Galion.Platform.Accounts.Passwords.common-passwords.txt")!;
        using var reader = new StreamReader(list);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
