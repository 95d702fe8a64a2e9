// Measures pg-boss: node pg-boss.mjs <connection url> <jobs> <slots> <latency samples> <batch size> <postmaster pid>. Prints one line of JSON.
import * as module from "pg-boss";
import { cpuMs } from "./cpu.mjs";

const [connectionString, jobs, slots, samples, batchSize, postmaster] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const PgBoss = module.PgBoss ?? module.default;
const boss = new PgBoss({ connectionString, max: slots + 4, supervise: false, schedule: false });
boss.on("error", console.error);
await boss.start();
await boss.createQueue("noop");
await boss.createQueue("probe");
const warmUp = batchSize === 1 ? slots : 500;
for (let i = 0; i < jobs + warmUp; i += 1000) {
  await boss.insert("noop", Array.from({ length: Math.min(1000, jobs + warmUp - i) }, (_, j) => ({ data: { i: i + j } })));
}

let done = 0, first = 0, cpu = 0, finish;
const finished = new Promise((resolve) => (finish = resolve));
let onStart = () => {};
for (let i = 0; i < slots; i++) {
  await boss.work("noop", { batchSize, pollingIntervalSeconds: 0.5 }, async (batch) => {
    if (first === 0 && done >= warmUp) [first, cpu] = [performance.now(), cpuMs(postmaster)];
    done += batch.length;
    if (done >= jobs + warmUp) finish();
  });
}
await finished;
const jobsPerSecond = jobs / ((performance.now() - first) / 1000);
cpu = cpuMs(postmaster) - cpu;

await boss.work("probe", { batchSize: 1, pollingIntervalSeconds: 0.5 }, async () => onStart());
const latencies = [];
for (let i = 0; i < samples; i++) {
  await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10));
  const started = new Promise((resolve) => (onStart = resolve));
  const before = performance.now();
  await boss.send("probe", {});
  await started;
  latencies.push(performance.now() - before);
}
console.log(JSON.stringify({ jobsPerSecond, cpuMs: cpu, latencies }));
process.exit(0);
