using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the resources of an application as an Aspire manifest (schema aspire-8.0).</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    public string ManifestPath => manifestPath;

    public Utf8JsonWriter Writer => writer;

    public CancellationToken CancellationToken => cancellationToken;

    internal async Task WriteModelAsync(IEnumerable<IResource> resources)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/aspire-8.0.json");
        writer.WriteStartObject("resources");
        foreach (var resource in resources.Where(resource => !resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().Any()))
        {
            writer.WriteStartObject(resource.Name);
            await WriteResourceAsync(resource);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                await WriteContainerAsync(container);
                break;
            case ProjectResource project:
                writer.WriteString("type", "project.v0");
                writer.WriteString("path", RelativePath(project.Annotations.OfType<IProjectMetadata>().Single().ProjectPath));
                await WriteArgumentsAsync(project);
                await WriteEnvironmentAsync(project);
                WriteBindings(project);
                break;
            case ExecutableResource executable:
                writer.WriteString("type", "executable.v0");
                writer.WriteString("workingDirectory", RelativePath(executable.WorkingDirectory));
                writer.WriteString("command", executable.Command);
                await WriteArgumentsAsync(executable);
                await WriteEnvironmentAsync(executable);
                WriteBindings(executable);
                break;
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString withConnectionString:
                writer.WriteString("type", "value.v0");
                writer.WriteString("connectionString", withConnectionString.ConnectionStringExpression.ValueExpression);
                break;
            default:
                throw new DistributedApplicationException($"Resource '{resource.Name}' does not support generation in the manifest.");
        }
    }

    private async Task WriteContainerAsync(ContainerResource container)
    {
        var image = container.Annotations.OfType<ContainerImageAnnotation>().Last();
        writer.WriteString("type", "container.v0");
        if (container is IResourceWithConnectionString withConnectionString)
        {
            writer.WriteString("connectionString", withConnectionString.ConnectionStringExpression.ValueExpression);
        }

        writer.WriteString("image", $"{image.Registry}/{image.Image}:{image.Tag}");
        var arguments = await ResourceValues.DescribeArgumentsAsync(container, cancellationToken);
        if (arguments.Count > 0)
        {
            writer.WriteString("entrypoint", "/bin/sh");
        }

        await WriteArgumentsAsync(container);
        WriteVolumes(container);
        await WriteEnvironmentAsync(container);
        WriteBindings(container);
    }

    private void WriteVolumes(ContainerResource container)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToArray();
        if (mounts.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("volumes");
        foreach (var mount in mounts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", mount.Source);
            writer.WriteString("target", mount.Target);
            writer.WriteBoolean("readOnly", false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteParameter(ParameterResource parameter)
    {
        writer.WriteString("type", "parameter.v0");
        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is not null)
        {
            writer.WriteStartObject("default");
            parameter.Default.WriteToManifest(this);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private async Task WriteArgumentsAsync(IResource resource)
    {
        var arguments = await ResourceValues.DescribeArgumentsAsync(resource, cancellationToken);
        if (arguments.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("args");
        foreach (var argument in arguments)
        {
            writer.WriteStringValue(Expression(argument));
        }

        writer.WriteEndArray();
    }

    private async Task WriteEnvironmentAsync(IResource resource)
    {
        var variables = await ResourceValues.DescribeEnvironmentAsync(resource, executionContext, cancellationToken);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.EnvironmentVariable is not null))
        {
            variables[endpoint.EnvironmentVariable!] = new EndpointReference((IResourceWithEndpoints)resource, endpoint.Name).Property(EndpointProperty.TargetPort);
        }

        if (variables.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            writer.WriteString(name, Expression(value));
        }

        writer.WriteEndObject();
    }

    private void WriteBindings(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        writer.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            writer.WriteStartObject(endpoint.Name);
            writer.WriteString("scheme", endpoint.UriScheme);
            writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            writer.WriteString("transport", endpoint.Transport);
            if (endpoint.Port is { } port)
            {
                writer.WriteNumber("port", port);
            }

            if (endpoint.TargetPort is { } targetPort)
            {
                writer.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                writer.WriteBoolean("external", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string Expression(object value) =>
        value is IManifestExpressionProvider provider ? provider.ValueExpression : value.ToString() ?? "";

    private string RelativePath(string path) =>
        Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!, path).Replace('\\', '/');
}

internal static class ManifestPublisher
{
    /// <returns>The exit code: 0 when the manifest is written.</returns>
    public static async Task<int> PublishAsync(IDistributedApplicationBuilder builder, CancellationToken cancellationToken)
    {
        if (builder.Configuration["Publishing:Publisher"] is { } publisher and not "manifest")
        {
            await Console.Error.WriteLineAsync($"Publisher '{publisher}' is unknown here: only 'manifest' works without Aspire's own packages.");
            return 1;
        }

        if (builder.Configuration["Publishing:OutputPath"] is not { Length: > 0 } outputPath)
        {
            await Console.Error.WriteLineAsync("Say where the manifest goes: --publisher manifest --output-path aspire-manifest.json");
            return 1;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(outputPath))!);
            await using var stream = File.Create(outputPath);
            await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            await new ManifestPublishingContext(builder.ExecutionContext, outputPath, writer, cancellationToken).WriteModelAsync(builder.Resources);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Cannot write {outputPath}: {exception.Message}");
            return 1;
        }

        Console.WriteLine($"Manifest written to {Path.GetFullPath(outputPath)}");
        return 0;
    }
}
