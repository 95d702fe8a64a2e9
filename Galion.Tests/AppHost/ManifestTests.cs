using System.Text.Json;
using System.Text.RegularExpressions;
using Galion.Contracts;

namespace Galion.Tests.AppHost;

/// <summary>What <c>--publisher manifest</c> writes, against the rules of the schema aspire-8.0.</summary>
public sealed partial class ManifestTests
{
    private static readonly Dictionary<string, string[]> AllowedProperties = new()
    {
        ["container.v0"] = ["type", "connectionString", "image", "entrypoint", "args", "volumes", "bindMounts", "env", "bindings"],
        ["project.v0"] = ["type", "path", "args", "env", "bindings"],
        ["project.v1"] = ["type", "path", "deployment", "args", "env", "bindings"],
        ["value.v0"] = ["type", "connectionString"],
        ["parameter.v0"] = ["type", "value", "connectionString", "inputs"],
        ["azure.bicep.v0"] = ["type", "path", "connectionString", "params"],
    };

    [Fact]
    public async Task Manifest_holds_every_deployable_resource_and_only_placeholders_that_resolve()
    {
        string folder = Directory.CreateTempSubdirectory("galion-manifest-").FullName;
        try
        {
            string path = Path.Combine(folder, "aspire-manifest.json");
            await using AppHostProcess process = AppHostProcess.Start("--publisher", "manifest", "--output-path", path);
            Assert.Equal(0, await process.WaitForExitAsync(TimeSpan.FromSeconds(60)));
            using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            JsonElement resources = manifest.RootElement.GetProperty("resources");

            string[] expected =
            [
                ResourceNames.Postgres, ResourceNames.Database, ResourceNames.Redis, ResourceNames.Storage, ResourceNames.Blobs,
                ResourceNames.Migrate, ResourceNames.Api, ResourceNames.Worker, ResourceNames.Studio, ResourceNames.Developer,
                "secret", "openrouter-key", "openai-key", "anthropic-key", "together-key", "replicate-key", "runway-key", "elevenlabs-key",
            ];
            Assert.Subset(resources.EnumerateObject().Select(resource => resource.Name).ToHashSet(), expected.ToHashSet());
            Assert.All(resources.EnumerateObject(), resource => AssertProperties(resource.Value));
            Assert.All(
                Placeholder().Matches(resources.GetRawText()).Select(match => match.Groups[1].Value),
                placeholder => Assert.True(Resolves(resources, placeholder), $"{{{placeholder}}} resolves to nothing"));
            Assert.DoesNotContain(Directory.EnumerateFiles(folder), file => file != path && file.EndsWith("secrets.json", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertProperties(JsonElement resource)
    {
        string type = resource.GetProperty("type").GetString()!;
        Assert.Contains(type, AllowedProperties.Keys);
        Assert.All(resource.EnumerateObject(), property => Assert.Contains(property.Name, AllowedProperties[type]));
        if (resource.TryGetProperty("bindings", out JsonElement bindings))
        {
            Assert.All(bindings.EnumerateObject(), binding =>
            {
                Assert.Equal("tcp", binding.Value.GetProperty("protocol").GetString());
                Assert.Contains(binding.Value.GetProperty("transport").GetString(), new[] { "http", "http2", "tcp" });
                Assert.NotEmpty(binding.Value.GetProperty("scheme").GetString()!);
            });
        }
    }

    /// <summary>name.connectionString, name.value, name.path, name.inputs.x, name.outputs.x or name.bindings.x.property.</summary>
    private static bool Resolves(JsonElement resources, string placeholder)
    {
        string[] parts = placeholder.Split('.');
        return resources.TryGetProperty(parts[0], out JsonElement resource) && parts[1] switch
        {
            "connectionString" or "value" => resource.TryGetProperty(parts[1], out _),
            "inputs" => resource.GetProperty("inputs").TryGetProperty(parts[2], out _),
            "bindings" => resource.GetProperty("bindings").TryGetProperty(parts[2], out _),
            "outputs" or "path" => true,
            _ => false,
        };
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9-]*\.[A-Za-z0-9_.-]+)\}")]
    private static partial Regex Placeholder();
}
