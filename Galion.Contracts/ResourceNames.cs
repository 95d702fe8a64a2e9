namespace Galion.Contracts;

/// <summary>The names under which the AppHost, the services and the tests know each resource.</summary>
public static class ResourceNames
{
    public const string Postgres = "postgres";
    public const string Database = "galiondb";
    public const string Redis = "redis";
    public const string Storage = "storage";
    public const string Blobs = "blobs";
    public const string Mailbox = "mailbox";
    public const string Migrate = "migrate";
    public const string Api = "api";
    public const string Worker = "worker";
    public const string Studio = "studio";
    public const string Developer = "developer";
}
