using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Aspire.Hosting.Azure
{
    /// <summary>A face of the server that runs in its place here.</summary>
    public class AzurePostgresFlexibleServerResource : Resource, IResourceWithEndpoints, IResourceWithConnectionString
    {
        internal AzurePostgresFlexibleServerResource(IResourceBuilder<PostgresServerResource> container)
            : base(container.Resource.Name) => Container = container;

        public override ResourceAnnotationCollection Annotations => Container.Resource.Annotations;

        public ReferenceExpression ConnectionStringExpression => Container.Resource.ConnectionStringExpression;

        internal IResourceBuilder<PostgresServerResource> Container { get; }
    }

    public class AzurePostgresFlexibleServerDatabaseResource : Resource,
        IResourceWithParent<AzurePostgresFlexibleServerResource>, IResourceWithConnectionString
    {
        private readonly PostgresDatabaseResource _database;

        internal AzurePostgresFlexibleServerDatabaseResource(PostgresDatabaseResource database, AzurePostgresFlexibleServerResource parent)
            : base(database.Name)
        {
            _database = database;
            Parent = parent;
        }

        public override ResourceAnnotationCollection Annotations => _database.Annotations;

        public AzurePostgresFlexibleServerResource Parent { get; }

        public string DatabaseName => _database.DatabaseName;

        public ReferenceExpression ConnectionStringExpression => _database.ConnectionStringExpression;
    }
}

namespace Aspire.Hosting
{
    public static class AzurePostgresExtensions
    {
        public static IResourceBuilder<AzurePostgresFlexibleServerResource> AddAzurePostgresFlexibleServer(
            this IDistributedApplicationBuilder builder, string name) =>
            builder.CreateResourceBuilder(new AzurePostgresFlexibleServerResource(builder.AddPostgres(name)));

        public static IResourceBuilder<AzurePostgresFlexibleServerResource> RunAsContainer(
            this IResourceBuilder<AzurePostgresFlexibleServerResource> builder,
            Action<IResourceBuilder<PostgresServerResource>>? configureContainer = null)
        {
            configureContainer?.Invoke(builder.Resource.Container);
            return builder;
        }

        public static IResourceBuilder<AzurePostgresFlexibleServerDatabaseResource> AddDatabase(
            this IResourceBuilder<AzurePostgresFlexibleServerResource> builder, string name, string? databaseName = null)
        {
            var database = builder.Resource.Container.AddDatabase(name, databaseName).Resource;
            return builder.ApplicationBuilder.CreateResourceBuilder(
                new AzurePostgresFlexibleServerDatabaseResource(database, builder.Resource));
        }
    }
}
