// Measures graphile-worker: node graphile.mjs <connection url> <jobs> <slots> <latency samples> - <postmaster pid>. Prints one line of JSON.
import pg from "pg";
import { run, makeWorkerUtils } from "graphile-worker";
import { cpuMs } from "./cpu.mjs";

const [connectionString, jobs, slots, samples, , postmaster] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const warmUp = 500;
const logger = { scope: () => logger, error: console.error, warn() {}, info() {}, debug() {} };
const pgPool = new pg.Pool({ connectionString, max: slots + 4 });
pgPool.on("error", console.error);
pgPool.on("connect", (client) => client.on("error", console.error));

const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();
await pgPool.query("SELECT graphile_worker.add_job('noop', json_build_object('i', i)) FROM generate_series(1, $1::int) i", [jobs + warmUp]);
await pgPool.query("VACUUM ANALYZE");

let done = 0, first = 0, cpu = 0, finish;
const finished = new Promise((resolve) => (finish = resolve));
let onStart = () => {};
const runner = await run({
  pgPool, logger, concurrency: slots, noHandleSignals: true, pollInterval: 1000,
  taskList: {
    noop: () => {
      if (done++ === warmUp) [first, cpu] = [performance.now(), cpuMs(postmaster)];
      if (done === jobs + warmUp) finish();
    },
    probe: () => onStart(),
  },
});
await finished;
// The table is empty only when the completions have committed, too.
while ((await pgPool.query("SELECT count(*)::int AS n FROM graphile_worker._private_jobs")).rows[0].n > 0);
const jobsPerSecond = jobs / ((performance.now() - first) / 1000);
cpu = cpuMs(postmaster) - cpu;

const latencies = [];
for (let i = 0; i < samples; i++) {
  await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10));
  const started = new Promise((resolve) => (onStart = resolve));
  const before = performance.now();
  await utils.addJob("probe", {});
  await started;
  latencies.push(performance.now() - before);
}
await runner.stop();
await utils.release();
await pgPool.end();
console.log(JSON.stringify({ jobsPerSecond, cpuMs: cpu, latencies }));
process.exit(0);
