// Processor time in milliseconds of this process and of the PostgreSQL server whose first process has the given id.
import { readdirSync, readFileSync } from "node:fs";

export function cpuMs(postmaster) {
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number)) {
    let fields;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ").map(Number);
    } catch {
      continue;
    }
    if (pid === postmaster) ticks += fields[11] + fields[12] + fields[13] + fields[14];
    else if (fields[1] === postmaster) ticks += fields[11] + fields[12];
  }
  const own = process.cpuUsage();
  return ticks * 10 + (own.user + own.system) / 1000;
}
