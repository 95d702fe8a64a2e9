namespace Galion.NexusLang.Hosting;

/// <summary>The few entries that programs find without the platform; enough for examples and tests.</summary>
internal static class OfflineKnowledge
{
    private static readonly (string Topic, KnowledgeEntry[] Entries, string[] Related)[] Topics =
    [
        ("quantum mechanics",
        [
            new("offline-1", "Quantum superposition", "A quantum system can be in several states at once until it is measured.", 0.95, true, ["physics"]),
            new("offline-2", "Quantum entanglement", "Measuring one of two entangled particles tells at once about the other.", 0.98, true, ["physics"]),
        ],
        ["Wave function", "Uncertainty principle", "Schrödinger equation", "Quantum field theory", "Particle physics"]),
        ("quantum physics",
        [
            new("offline-3", "Quantum physics", "Matter and energy come in small portions, and nature is described by probabilities.", 0.94, true, ["physics"]),
        ],
        ["Quantum mechanics", "Atomic physics", "Photons", "Quantum computing", "Optics"]),
        ("ai",
        [
            new("offline-4", "Artificial intelligence", "Machines that do what takes intelligence when people do it.", 0.97, true, ["computing"]),
            new("offline-5", "Machine learning", "Programs that improve from examples instead of being told every step.", 0.99, true, ["computing"]),
        ],
        ["Neural networks", "Deep learning", "Natural language processing", "Computer vision", "Robotics"]),
    ];

    internal static IEnumerable<KnowledgeEntry> Search(string text) => Matching(text).SelectMany(t => t.Entries);

    internal static IReadOnlyList<string> Related(string topic) => [.. Matching(topic).SelectMany(t => t.Related).Take(5)];

    internal static KnowledgeEntry? Find(string id) => Topics.SelectMany(t => t.Entries).FirstOrDefault(e => e.Id == id);

    private static IEnumerable<(string Topic, KnowledgeEntry[] Entries, string[] Related)> Matching(string text)
    {
        string wanted = text.Trim();
        return Topics.Where(t => ContainsWords(wanted, t.Topic) || ContainsWords(t.Topic, wanted));
    }

    /// <summary>Whole words only: "ai" is not in "rain".</summary>
    private static bool ContainsWords(string text, string words) =>
        words.Length > 0 && $" {text} ".Contains($" {words} ", StringComparison.OrdinalIgnoreCase);
}
