namespace Galion.Engines.TestModels;

/// <summary>Answers with the last message of the user, letter for letter.</summary>
public sealed class EchoChatClient() : TestChatClient(Id, [])
{
    public const string Id = "galion/echo";
}
