using System.Globalization;
using Xunit;

namespace Galion.Tests.Painting;

/// <summary>
/// How much a thread still works after cancellation is measured in its own processor time, not by a clock: other work on the machine changes
/// nothing. A cancelled engine may work for 200 ms at most.
/// </summary>
internal static class Stopping
{
    private const double LimitMs = 200;

    /// <param name="momentsMs">After how much processor time the work is cancelled, in one run each; a run that is finished by then proves nothing and is fine.</param>
    public static void Assert(Action<CancellationToken> work, params double[] momentsMs)
    {
        Xunit.Assert.SkipUnless(File.Exists("/proc/thread-self/schedstat"), "Only Linux tells the processor time of one thread.");
        foreach (var moment in momentsMs)
        {
            using var cancellation = new CancellationTokenSource();
            using var started = new ManualResetEventSlim();
            var (path, stoppedMs, error) = ("", 0.0, (Exception?)null);
            var thread = new Thread(() =>
            {
                path = $"/proc/self/task/{Path.GetFileName(File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName)}/schedstat";
                started.Set();
                try
                {
                    work(cancellation.Token);
                    stoppedMs = double.NaN;
                }
                catch (OperationCanceledException)
                {
                    stoppedMs = ProcessorTime(path);
                }
                catch (Exception exception)
                {
                    error = exception;
                }
            });
            thread.Start();
            started.Wait(TestContext.Current.CancellationToken);
            var begunMs = ProcessorTime(path);
            while (thread.IsAlive && ProcessorTime(path) - begunMs < moment)
            {
                Thread.Sleep(1);
            }

            var before = ProcessorTime(path);
            cancellation.Cancel();
            thread.Join();
            Xunit.Assert.Null(error);
            Xunit.Assert.False(stoppedMs - before > LimitMs, $"worked for {stoppedMs - before:0} ms after being cancelled at {moment} ms");
        }
    }

    private static double ProcessorTime(string path)
    {
        try
        {
            return double.Parse(File.ReadAllText(path).Split(' ')[0], CultureInfo.InvariantCulture) / 1e6;
        }
        catch (IOException)
        {
            // The thread has ended.
            return double.MaxValue;
        }
    }
}
