using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

public sealed class ModelFileTests
{
    [Fact]
    public async Task A_model_file_that_was_cut_or_changed_is_refused_or_read_and_never_crashes()
    {
        var host = new OfflineHost(TextWriter.Null, TextReader.Null);
        Assert.Null(Run("save_model(Sequential([Linear(3, 4), ReLU(), Linear(4, 2)]), \"net\")", host).Error);
        byte[] whole = (await host.LoadModelAsync("net", TestContext.Current.CancellationToken))!;
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = i % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (i % 2 == 1)
            {
                damaged[random.Next(whole.Length)] ^= (byte)random.Next(1, 256);
            }

            await host.SaveModelAsync("net", damaged, TestContext.Current.CancellationToken);
            RunError? error = Run("load_model(\"net\").predict(ones([1, 3]))", host).Error;

            Assert.True(error is null or { Code: "NX0421" }, error?.ToString());
            Assert.True(i % 2 == 1 || error is not null, "A file that was cut was read.");
            refused += error is null ? 0 : 1;
        }

        Assert.True(refused >= 200);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_refused()
    {
        var host = new OfflineHost(TextWriter.Null, TextReader.Null);
        await host.SaveModelAsync("net", "hello"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("NX0421", Run("load_model(\"net\")", host).Error?.Code);
    }

    private static RunResult Run(string text, OfflineHost host) =>
        NexusProgram.Read(text, "case.nx").Run(host, RunLimits.Default with { MemoryBytes = 2L << 30 }, TestContext.Current.CancellationToken);
}
