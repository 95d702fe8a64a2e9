using Galion.NexusLang;
using Galion.NexusLang.Runner;

// Takes orders from standard input and answers on standard output until the input ends: see Frames for both. The Worker starts it, holds
// it to its limits from outside, and ends it when it breaks them.
using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();

// Whatever writes to the console by mistake must not get between the frames.
Console.SetOut(TextWriter.Null);

var pipe = new RunnerPipe(output);
WarmUp.RunBeside();
bool filters = Confinement.Apply();
pipe.Send(FrameKind.Ready, Frames.ToJson(new Readiness(Environment.ProcessId, filters)));

PipeHost? host = null;
CancellationTokenSource? stop = null;
while (Frames.Read(input) is var (kind, content))
{
    switch (kind)
    {
        case FrameKind.Start:
            WorkOrder order = Frames.FromJson<WorkOrder>(content);
            var runHost = new PipeHost(pipe, order.Files);
            var runStop = new CancellationTokenSource();
            (host, stop) = (runHost, runStop);
            var thread = new Thread(() =>
            {
                using var way = new GivingWay();
                WorkReport report = Work.DoSafely(order, runHost, runStop.Token);
                pipe.Send(FrameKind.Ended, Frames.ToJson(report));
            })
            {
                IsBackground = true,
                Name = NexusProgram.ThreadName,
            };
            thread.Start();
            break;
        case FrameKind.Answer:
            host?.Take(Frames.FromJson<CallAnswer>(content));
            break;
        case FrameKind.Stop:
            stop?.Cancel();
            break;
    }
}
