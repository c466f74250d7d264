import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const WATCH_MS = 1_000;

/** From this share of processor time on, other programs affect the readings. */
const MAX_BUSY_SHARE = 0.15;

/** Returns whether other programs use the machine, by observing it for an idle second. */
export async function isUnderLoad(): Promise<boolean> {
  const before = times();
  await pause(WATCH_MS);
  const after = times();
  return (after.busy - before.busy) / (after.all - before.all) > MAX_BUSY_SHARE;
}

/** Returns the time of all processors since the machine started, in milliseconds. */
function times(): { readonly busy: number; readonly all: number } {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const total = Object.values(times).reduce((sum, value) => sum + value, 0);
    busy += total - times.idle;
    all += total;
  }
  return { busy, all };
}
