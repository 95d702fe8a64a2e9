using Galion.Contracts;

var builder = DistributedApplication.CreateBuilder(args);

builder.AddAzureContainerAppEnvironment("galion");

var database = builder.AddAzurePostgresFlexibleServer(ResourceNames.Postgres)
    .RunAsContainer(postgres => postgres.WithDataVolume())
    .AddDatabase(ResourceNames.Database);

// By key, because the Redis client in use cannot sign in with Entra.
var redis = builder.AddAzureManagedRedis(ResourceNames.Redis).WithAccessKeyAuthentication().RunAsContainer();

var blobs = builder.AddAzureStorage(ResourceNames.Storage)
    .RunAsEmulator(azurite => azurite.WithDataVolume())
    .AddBlobs(ResourceNames.Blobs);

// Peppers API keys and encrypts signing keys, so it must outlive a restart.
var secret = builder.AddParameter("secret", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);

// Optional: without a key, the provider's models are not offered. Set one with Parameters__openrouter-key=… or user secrets.
string[] providers = ["OpenRouter", "OpenAI", "Anthropic", "Together", "Replicate", "Runway", "ElevenLabs"];
var providerKeys = providers.ToDictionary(provider => provider, provider =>
{
    var name = $"{provider.ToLowerInvariant()}-key";
    return builder.AddParameter(name, () => builder.Configuration[$"Parameters:{name}"] ?? "", secret: true);
});

var migrate = builder.AddProject<Projects.Galion_Worker>(ResourceNames.Migrate)
    .WithArgs("migrate")
    .WithReference(database).WaitFor(database)
    .PublishAsAzureContainerAppJob();

var api = builder.AddProject<Projects.Galion_Api>(ResourceNames.Api)
    .WithHttpEndpoint(port: 8000)
    .WithReference(database)
    .WithReference(redis).WaitFor(redis)
    .WithReference(blobs).WaitFor(blobs)
    .WithEnvironment("Galion__Secret", secret)
    .WaitForCompletion(migrate)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

var worker = builder.AddProject<Projects.Galion_Worker>(ResourceNames.Worker)
    .WithHttpEndpoint()
    .WithReference(database)
    .WithReference(redis).WaitFor(redis)
    .WithReference(blobs).WaitFor(blobs)
    .WithEnvironment("Galion__Secret", secret)
    .WaitForCompletion(migrate)
    .WithHttpHealthCheck("/health");

foreach (var (provider, key) in providerKeys)
{
    api.WithEnvironment($"Providers__{provider}__ApiKey", key);
    worker.WithEnvironment($"Providers__{provider}__ApiKey", key);
}

var studio = builder.AddProject<Projects.Galion_Studio>(ResourceNames.Studio)
    .WithHttpEndpoint(port: 3001)
    .WithReference(api).WaitFor(api)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

var developer = builder.AddProject<Projects.Galion_Developer>(ResourceNames.Developer)
    .WithHttpEndpoint(port: 3000)
    .WithReference(api).WaitFor(api)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

// The apps link to each other, and e-mails link to the apps.
foreach (var project in new[] { api, worker, studio, developer })
{
    project
        .WithEnvironment("Apps__Studio", studio.GetEndpoint("http"))
        .WithEnvironment("Apps__Developer", developer.GetEndpoint("http"));
}

if (builder.ExecutionContext.IsRunMode)
{
    // Azure Container Apps keeps the keys of session cookies by itself; here they belong with everything else that a run writes.
    var keys = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ".galion", "cookie-keys"));
    studio.WithEnvironment("DataProtection__KeysPath", Path.Combine(keys, ResourceNames.Studio));
    developer.WithEnvironment("DataProtection__KeysPath", Path.Combine(keys, ResourceNames.Developer));

    var mailbox = builder.AddExecutable(ResourceNames.Mailbox, "node", "..", "node_modules/maildev/bin/maildev", "--ip", "127.0.0.1", "--web-ip", "127.0.0.1")
        .WithHttpEndpoint(port: 1080, env: "MAILDEV_WEB_PORT")
        .WithEndpoint(name: "smtp", scheme: "smtp", env: "MAILDEV_SMTP_PORT")
        .WithHttpHealthCheck("/");
    api.WithReference(mailbox.GetEndpoint("smtp"))
        // On one machine everybody comes from one address.
        .WithEnvironment("Galion__Accounts__SignUpsPerHour", "1000");
    worker.WithReference(mailbox.GetEndpoint("smtp"));
}

builder.Build().Run();
