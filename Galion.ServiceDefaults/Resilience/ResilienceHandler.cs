using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Galion.ServiceDefaults.Resilience;

/// <summary>
/// Retries what can be repeated without harm: GET and HEAD without a body. A POST may have been carried out and paid for before its
/// answer was lost, so only its caller can decide. Event streams have their own way to resume.
/// </summary>
internal sealed class ResilienceHandler(ResiliencePipelines pipelines) : DelegatingHandler
{
    private const string EventStream = "text/event-stream";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsRepeatable(request))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        try
        {
            return await pipelines.For(request.RequestUri!).ExecuteAsync(
                static async (state, token) => await state.Handler.SendOnceAsync(state.Request, token), (Handler: this, Request: request), cancellationToken);
        }
        catch (ExecutionRejectedException exception) when (exception is BrokenCircuitException or TimeoutRejectedException)
        {
            // Callers know HttpRequestException; that a library stands in between is no business of theirs.
            throw new HttpRequestException(
                HttpRequestError.ConnectionError, $"{request.RequestUri!.GetLeftPart(UriPartial.Authority)} does not answer: {exception.Message}", exception);
        }
    }

    private static bool IsRepeatable(HttpRequestMessage request) =>
        request is { Content: null, RequestUri.IsAbsoluteUri: true }
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        && !request.Headers.Accept.Any(accept => string.Equals(accept.MediaType, EventStream, StringComparison.OrdinalIgnoreCase));

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);
}
