namespace Galion.Engines.Composing.Mixing;

/// <summary>The dry sound of one part: from our own instruments, or from a sound font.</summary>
internal interface IStemSource : IDisposable
{
    /// <summary>Fills both sides with the next frames.</summary>
    void Render(Span<float> left, Span<float> right);
}
