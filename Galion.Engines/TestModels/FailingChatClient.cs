using System.Net;
using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.TestModels;

/// <summary>Fails as a remote model does, with a status and, at a rate limit, the time to wait.</summary>
public sealed class FailingChatClient : TestChatClient
{
    public const string RateLimitedId = "galion/fail-429";
    public const string UnavailableId = "galion/fail-503";
    private const int MaxRetryAfter = 3_600;
    private static readonly EngineOption RetryAfter = EngineOption.Whole("retry_after_s", "Seconds to wait that the failure names; none when 0.", 2, 0, MaxRetryAfter);

    private readonly HttpStatusCode _status;

    private FailingChatClient(string id, HttpStatusCode status)
        : base(id, [RetryAfter]) => _status = status;

    public static FailingChatClient RateLimited() => new(RateLimitedId, HttpStatusCode.TooManyRequests);

    public static FailingChatClient Unavailable() => new(UnavailableId, HttpStatusCode.ServiceUnavailable);

    /// <exception cref="ProviderException">Always.</exception>
    protected override Task<ChatResponse> RespondAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, OptionValues values, CancellationToken cancellationToken)
    {
        var seconds = values.Whole("retry_after_s");
        throw _status == HttpStatusCode.TooManyRequests
            ? new ProviderException(_status, $"{ModelId} takes no more requests for now; nothing was written. Try again later.", seconds > 0 ? TimeSpan.FromSeconds(seconds) : null)
            : new ProviderException(_status, $"{ModelId} is out of service for now; nothing was written. Try again later.", values.IsGiven("retry_after_s") && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }
}
