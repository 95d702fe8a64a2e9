using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;
using Aspire.Hosting.Engine;

namespace Aspire.Hosting.Azure
{
    public class AzureStorageResource : Resource, IResourceWithEndpoints
    {
        internal AzureStorageResource(IResourceBuilder<AzureStorageEmulatorResource> emulator)
            : base(emulator.Resource.Name) => Emulator = emulator;

        public override ResourceAnnotationCollection Annotations => Emulator.Resource.Annotations;

        internal IResourceBuilder<AzureStorageEmulatorResource> Emulator { get; }
    }

    public class AzureStorageEmulatorResource : ContainerResource
    {
        internal AzureStorageEmulatorResource(string name)
            : base(name) => BlobEndpoint = new(this, "blob");

        internal EndpointReference BlobEndpoint { get; }
    }

    public class AzureBlobStorageResource : Resource, IResourceWithConnectionString, IResourceWithParent<AzureStorageEmulatorResource>
    {
        /// <summary>The account and key of every Azure storage emulator; published by Microsoft, so not a secret.</summary>
        private const string EmulatorAccount =
            "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

        internal AzureBlobStorageResource(string name, AzureStorageEmulatorResource emulator)
            : base(name) => Parent = emulator;

        public AzureStorageEmulatorResource Parent { get; }

        public ReferenceExpression ConnectionStringExpression =>
            ReferenceExpression.Create($"{EmulatorAccount};BlobEndpoint={Parent.BlobEndpoint}/devstoreaccount1;");
    }
}

namespace Aspire.Hosting
{
    public static class AzureStorageExtensions
    {
        private const int ContainerBlobPort = 10000;

        public static IResourceBuilder<AzureStorageResource> AddAzureStorage(this IDistributedApplicationBuilder builder, string name)
        {
            var emulator = builder.AddResource(new AzureStorageEmulatorResource(name))
                .WithEndpoint(targetPort: ContainerBlobPort, scheme: "http", name: "blob")
                .WithEndpoint("blob", endpoint => endpoint.TargetHost = "127.0.0.1")
                .WithAnnotation(new ContainerImageAnnotation { Registry = "mcr.microsoft.com", Image = "azure-storage/azurite", Tag = "3.35.0" });
            return builder.CreateResourceBuilder(new AzureStorageResource(emulator));
        }

        public static IResourceBuilder<AzureStorageResource> RunAsEmulator(
            this IResourceBuilder<AzureStorageResource> builder, Action<IResourceBuilder<AzureStorageEmulatorResource>>? configureContainer = null)
        {
            configureContainer?.Invoke(builder.Resource.Emulator);
            return builder;
        }

        public static IResourceBuilder<AzureBlobStorageResource> AddBlobs(this IResourceBuilder<AzureStorageResource> builder, string name) =>
            builder.ApplicationBuilder
                .AddResource(new AzureBlobStorageResource(name, builder.Resource.Emulator.Resource))
                .ReplaceWhenConfigured();

        /// <summary>Keeps the data between runs; without it each run starts empty.</summary>
        public static IResourceBuilder<AzureStorageEmulatorResource> WithDataVolume(
            this IResourceBuilder<AzureStorageEmulatorResource> builder, string? name = null, bool isReadOnly = false) =>
            builder.WithAnnotation(new ContainerMountAnnotation(name ?? $"{builder.Resource.Name}-data", "/data"));
    }
}
