using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Runs a private Redis or Valkey server.</summary>
internal sealed class RedisProgram(RedisResource redis, StateDirectory state) : LaunchableProgram
{
    public override async Task<LaunchPlan> PrepareAsync(CancellationToken cancellationToken)
    {
        var server = Tools.Find("redis-server", "valkey-server")
            ?? throw Tools.Missing("redis-server (or valkey-server)", "redis-server", "redis");
        var folder = state.Data(redis.Name);
        Directory.CreateDirectory(folder);

        // A file rather than arguments: everyone on the machine can read the arguments of a process.
        var configuration = Path.Combine(folder, "redis.conf");
        await using (var writer = new StreamWriter(PrivateFile.Create(configuration)))
        {
            var save = redis.Annotations.OfType<ContainerMountAnnotation>().Any() ? "60 1" : "\"\"";
            var text = string.Create(CultureInfo.InvariantCulture, $"""
                bind 127.0.0.1
                port {redis.PrimaryEndpoint.Port}
                requirepass {redis.PasswordParameter!.ValueNow}
                dir "{folder}"
                save {save}
                appendonly no

                """);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }

        return new LaunchPlan(server, [configuration], folder, new Dictionary<string, string>());
    }

    public override async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        // "host:port,password=…,option=…"
        var parts = (await ((IResourceWithConnectionString)redis).GetConnectionStringAsync(cancellationToken) ?? "").Split(',');
        var address = parts[0].Split(':');
        var password = parts.FirstOrDefault(part => part.StartsWith("password=", StringComparison.OrdinalIgnoreCase))?["password=".Length..];
        if (parts.Any(part => part.Equals("ssl=true", StringComparison.OrdinalIgnoreCase)))
        {
            // A server elsewhere behind TLS: its clients check it better than a plain socket could.
            return null;
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address[0], address.Length > 1 ? int.Parse(address[1], CultureInfo.InvariantCulture) : 6379, cancellationToken);
            await using var stream = client.GetStream();
            var question = string.IsNullOrEmpty(password) ? "PING\r\n" : $"AUTH {password}\r\nPING\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(question), cancellationToken);
            var buffer = new byte[256];
            var answer = "";
            while (!answer.Contains("+PONG", StringComparison.Ordinal) && !answer.Contains('-'))
            {
                var read = await stream.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                answer += Encoding.UTF8.GetString(buffer, 0, read);
            }

            return answer.Contains("+PONG", StringComparison.Ordinal) ? null : $"redis answers {answer.Trim()}";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return exception.Message;
        }
    }
}
