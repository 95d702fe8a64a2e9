namespace Galion.NexusLang.LanguageServer;

/// <summary>Carries whole messages between the server and one editor.</summary>
internal interface IMessageChannel
{
    /// <summary>The next message as UTF-8, or null when the other side has gone.</summary>
    /// <exception cref="InvalidDataException">The other side breaks the rules of the channel; it cannot be read on.</exception>
    /// <exception cref="OversizedMessageException">A message was passed over; the next one can be read.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation);

    /// <summary>Not called again before it has ended.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation);
}
