using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Engine;

/// <summary>The system account under which PostgreSQL runs: our own, or an unprivileged one when we are root, as PostgreSQL demands.</summary>
internal sealed class ServerAccount
{
    private readonly string? _name;
    private readonly string? _setpriv;

    private ServerAccount(string? name, string? setpriv)
    {
        _name = name;
        _setpriv = setpriv;
    }

    /// <exception cref="ResourceStartException">We are root and there is no way to become somebody else.</exception>
    public static async Task<ServerAccount> FindAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null, null);
        }

        if (Tools.Find("setpriv") is not { } setpriv)
        {
            throw new ResourceStartException("PostgreSQL refuses to run as root, and setpriv, which would change the user, is missing.", "Run ./galion as an ordinary user.");
        }

        foreach (var name in new[] { "postgres", "nobody" })
        {
            if ((await Tools.RunAsync([Tools.Require("id", "coreutils", "coreutils"), "-u", name], "/", cancellationToken)).ExitCode == 0)
            {
                return new ServerAccount(name, setpriv);
            }
        }

        throw new ResourceStartException("PostgreSQL refuses to run as root, and neither postgres nor nobody is a user here.", "Make one: useradd --system postgres");
    }

    public string[] Command(string[] command) =>
        _name is null ? command : [_setpriv!, $"--reuid={_name}", "--regid", GroupOf(_name), "--clear-groups", "--", .. command];

    /// <summary>
    /// Makes the folder of a server, owned by the account. Where the account cannot reach the state folder, which is usual for a
    /// clone under /root, the folder lies under /var/lib/galion and a link takes its place.
    /// </summary>
    public async Task<string> CreateFolderAsync(StateDirectory state, string name, CancellationToken cancellationToken)
    {
        var folder = state.Data(name);
        if (_name is null)
        {
            Directory.CreateDirectory(folder);
            return folder;
        }

        if (new DirectoryInfo(folder).LinkTarget is { } linked)
        {
            folder = linked;
        }
        else if (!Directory.Exists(folder))
        {
            if (!await CanEnterAsync(state.Root, cancellationToken))
            {
                var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Root)))[..12];
                var elsewhere = $"/var/lib/galion/{key}/{name}";
                Directory.CreateDirectory(elsewhere);
                Directory.CreateSymbolicLink(folder, elsewhere);
                folder = elsewhere;
            }
        }

        Directory.CreateDirectory(folder);
        await ChangeOwnerAsync(folder, cancellationToken);
        return await CanEnterAsync(folder, cancellationToken)
            ? folder
            : throw new ResourceStartException(
                $"user {_name}, under which PostgreSQL runs because you are root, cannot enter {folder}.",
                "Move the clone to a folder that every user may enter, such as /srv, or run ./galion as an ordinary user.");
    }

    /// <summary>Writes a file that only the account can read.</summary>
    public async Task WriteFileAsync(string path, string content, CancellationToken cancellationToken)
    {
        await using (var writer = new StreamWriter(PrivateFile.Create(path)))
        {
            await writer.WriteAsync(content.AsMemory(), cancellationToken);
        }

        await ChangeOwnerAsync(path, cancellationToken);
    }

    private async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken) =>
        (await Tools.RunAsync(Command([Tools.Require("test", "coreutils", "coreutils"), "-x", folder]), "/", cancellationToken)).ExitCode == 0;

    private async Task ChangeOwnerAsync(string path, CancellationToken cancellationToken)
    {
        if (_name is not null)
        {
            await Tools.RunAsync([Tools.Require("chown", "coreutils", "coreutils"), $"{_name}:{GroupOf(_name)}", path], "/", cancellationToken);
        }
    }

    /// <summary>"nobody" belongs to "nogroup" on Debian and to "nobody" elsewhere; every other account has a group of its name.</summary>
    private static string GroupOf(string name) =>
        name == "nobody" && File.ReadLines("/etc/group").Any(line => line.StartsWith("nogroup:", StringComparison.Ordinal)) ? "nogroup" : name;
}
