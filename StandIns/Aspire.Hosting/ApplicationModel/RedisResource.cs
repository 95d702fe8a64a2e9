namespace Aspire.Hosting.ApplicationModel;

public class RedisResource : ContainerResource, IResourceWithConnectionString
{
    public RedisResource(string name, ParameterResource password)
        : base(name)
    {
        PasswordParameter = password;
        PrimaryEndpoint = new(this, "tcp");
    }

    public EndpointReference PrimaryEndpoint { get; }

    public ParameterResource? PasswordParameter { get; }

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},password={PasswordParameter!}");
}
