using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Galion.Platform.Accounts;

/// <summary>Configuration section <c>Galion:Owner</c>: the account of whoever runs this installation, made at the first start.</summary>
public sealed class OwnerOptions
{
    public const string SectionName = "Galion:Owner";

    /// <summary>Empty makes no account.</summary>
    [StringLength(254)]
    public string Email { get; set; } = "";

    [RegularExpression("^[A-Za-z0-9_-]{3,50}$", ErrorMessage = "Galion:Owner:Username must have 3 to 50 letters, digits, hyphens or underscores.")]
    public string Username { get; set; } = "owner";

    /// <summary>Read at the first start only; changing it later changes nothing.</summary>
    public string Password { get; set; } = "";
}

/// <summary>Creates the owner's account when the host starts and there is none.</summary>
internal sealed class OwnerAccount(IServiceScopeFactory scopes, IOptions<OwnerOptions> options, ILogger<OwnerAccount> logger) : IHostedService
{
    /// <exception cref="InvalidOperationException">The configured password is too weak: an installation must not start with it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        OwnerOptions owner = options.Value;
        if (owner.Email.Length == 0)
        {
            return;
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var signUp = scope.ServiceProvider.GetRequiredService<SignUp>();
        switch (await signUp.CreateOwnerAsync(owner.Email, owner.Username, owner.Password, cancellationToken))
        {
            case null:
                Log.OwnerCreated(logger);
                break;
            case SignUpOutcome.WeakPassword weak:
                throw new InvalidOperationException($"{OwnerOptions.SectionName}:{nameof(OwnerOptions.Password)} is refused. {weak.Fault}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
